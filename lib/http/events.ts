/** Proxies close idle connections after a minute or less. */
const HEARTBEAT_MS = 15_000

/**
 * Closes all streams when the process is asked to stop: the server waits for its connections, and these would never
 * end.
 */
const ending = new AbortController()
process.once('SIGTERM', () => ending.abort())
process.once('SIGINT', () => ending.abort())

/**
 * A stream of server-sent events: `changed` with each new version, until the client disconnects.
 * @param watch calls its argument with each new version, and returns a function that ends this.
 */
export function changedEvents(request: Request, watch: (changed: (version: number) => void) => () => void): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
  // A browser reconnects on its existing connection, which a stopping server still serves.
  if (ending.signal.aborted) return new Response(null, { status: 503, headers: { connection: 'close' } })
  const ended = AbortSignal.any([request.signal, ending.signal])
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      send('retry: 3000\n\n')
      const unwatch = watch((version) => send(`event: changed\ndata: ${JSON.stringify({ version })}\n\n`))
      const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS)
      stop = () => {
        clearInterval(heartbeat)
        unwatch()
      }
      ended.addEventListener('abort', () => {
        stop()
        // If the client disconnected, the stream is closed already.
        if (!request.signal.aborted) controller.close()
      })
      // Who had gone before it began is told of nothing.
      if (ended.aborted) stop()
    },
    cancel: () => stop(),
  })
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
