/** Proxies close a silent connection after a minute or less. */
const HEARTBEAT_MS = 15_000

/**
 * Server-sent events: `changed` with each new version, until the reader leaves.
 * @param watch begins to call with each new version; its answer ends that.
 */
export function changedEvents(request: Request, watch: (changed: (version: number) => void) => () => void): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
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
    },
    cancel: () => stop(),
  })
  request.signal.addEventListener('abort', () => stop())
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
