import type { ServerOptions } from 'node:https'
import { serveHttps } from './https'

/** A page of somebody else's that embeds the screens and keeps the messages that it gets. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>Trading platform</title>
<style>body{margin:0;background:#10151f}iframe{display:block;width:100vw;height:100vh;border:0}</style>
<iframe title="Verification" allow="camera"></iframe>
<script>
  window.received = []
  addEventListener('message', (event) => window.received.push({ origin: event.origin, data: event.data }))
  document.querySelector('iframe').src = new URLSearchParams(location.search).get('screen')
</script>`

/** A page of somebody else's that opens the screens by the script that we give to integrators. */
const EMBEDDING = `<!doctype html><meta charset="utf-8"><title>Trading platform</title><body>
<button id="verify">Verify</button><div id="place"></div>
<script>
  const query = new URLSearchParams(location.search), received = (window.received = [])
  const script = document.createElement('script')
  script.src = new URL('/embed.js', query.get('screen'))
  script.onload = () => document.body.dataset.ready = ''
  document.body.append(script)
  verify.onclick = () => {
    const container = query.has('inline') ? place : undefined
    window.screens = InappKyc.open({ url: query.get('screen'), container, onEvent: (event) => received.push(event) })
  }
</script>`

/** The same page whose frame may keep no cookie. */
const FORGETFUL = PAGE.replace(
  '<iframe ',
  '<iframe sandbox="allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox" ',
)

export type OtherOrigin = {
  /** The host page that shows this screen: in a plain iframe, by our script, or in a frame that keeps no cookie. */
  url: (screen: string, page?: '' | 'embedding' | 'forgetful', more?: string) => string
  origin: string
  close: () => Promise<void>
}

/** Serves the host page over HTTPS under 127.0.0.1, which is another site than localhost. */
export async function openOtherOrigin(certificate: ServerOptions): Promise<OtherOrigin> {
  const { port, close } = await serveHttps(certificate, (request, response) => {
    const page = request.url?.startsWith('/embedding')
      ? EMBEDDING
      : request.url?.startsWith('/forgetful')
        ? FORGETFUL
        : PAGE
    response.setHeader('content-type', 'text/html').end(page)
  })
  const origin = `https://127.0.0.1:${port}`
  return {
    origin,
    url: (screen, page = '', more = '') => `${origin}/${page}?screen=${encodeURIComponent(screen)}${more}`,
    close,
  }
}
