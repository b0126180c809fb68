import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page of somebody else's that embeds the screens and keeps the messages that it gets. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>Trading platform</title>
<style>body{margin:0;background:#10151f}iframe{display:block;width:100vw;height:100vh;border:0}</style>
<iframe title="Verification" allow="camera"></iframe>
<script>
  window.received = []
  addEventListener('message', (event) => window.received.push({ origin: event.origin, data: event.data }))
  document.querySelector('iframe').src = new URLSearchParams(location.search).get('screen')
</script>`

export type OtherOrigin = { url: (screen: string) => string; origin: string; close: () => Promise<void> }

/** Serves the host page under 127.0.0.1, which is another site than localhost. */
export async function openOtherOrigin(): Promise<OtherOrigin> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(PAGE))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    url: (screen) => `${origin}/?screen=${encodeURIComponent(screen)}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
