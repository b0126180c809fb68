/** Proxies close a silent connection after a minute or less. */
const HEARTBEAT_MS = 15_000

/** Ends every stream when the process is asked to end: a server waits for its connections, and these would never close. */
const ending = new AbortController()
process.once('SIGTERM', () => ending.abort())
process.once('SIGINT', () => ending.abort())

/**
 * Server-sent events: `changed` with each new version, until the reader leaves.
 * @param watch begins to call with each new version; its answer ends that.
 */
export function changedEvents(request: Request, watch: (changed: (version: number) => void) => () => void): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
  // A browser asks again on the connection that it has, which a closing server still serves.
  if (ending.signal.aborted) return new Response(null, { status: 503, headers: { connection: 'close' } })
  const left = AbortSignal.any([request.signal, ending.signal])
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
      left.addEventListener('abort', () => {
        stop()
        // The reader may be gone already, and the stream with it.
        if (!request.signal.aborted) controller.close()
      })
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
