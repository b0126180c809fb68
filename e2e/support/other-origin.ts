import { readFileSync } from 'node:fs'
import type { ServerOptions } from 'node:https'
import { serveHttps } from './https'

/** A page of somebody else's that embeds the screens and keeps the messages that it gets. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>Trading platform</title>
<style>body{margin:0;background:#10151f}iframe{display:block;width:100vw;height:100vh;border:0}</style>
<iframe title="Verification" allow="camera"></iframe>
<script>
  window.received = []
  addEventListener('message', (event) => window.received.push({ origin: event.origin, data: event.data }))
  const query = new URLSearchParams(location.search), frame = document.querySelector('iframe')
  for (const name of ['sandbox', 'allow']) if (query.has(name)) frame.setAttribute(name, query.get(name))
  frame.src = query.get('screen')
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
    const [url, width] = [query.get('screen'), query.get('width') ?? undefined]
    window.screens = InappKyc.open({ url, container, size: { width }, closeLabel: 'Fermer', onEvent: (event) => received.push(event) })
  }
</script>`

/** A page of somebody else's that shows the screens in a window of their own. */
const OPENING = `<!doctype html><meta charset="utf-8"><title>Trading platform</title><button id="verify">Verify</button>
<script>
  const received = (window.received = [])
  addEventListener('message', (event) => received.push({ origin: event.origin, data: event.data }))
  verify.onclick = () => { window.screens = window.open(new URLSearchParams(location.search).get('screen')) }
</script>`

/** A page inside the frame that only leads on to the screens. */
const LAUNCHER = `<!doctype html><meta charset="utf-8"><title>Broker</title>
<script>location.replace(new URLSearchParams(location.search).get('to'))</script>`

/** The same page whose frame may keep no cookie. */
const FORGETFUL = PAGE.replace(
  '<iframe ',
  '<iframe sandbox="allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox" ',
)

const PAGES: Record<string, string> = { embedding: EMBEDDING, forgetful: FORGETFUL, launch: LAUNCHER, opening: OPENING }

/** The page that the documentation shows to integrators, with the address of these screens. */
function documented(screen: string): string {
  const [, page = ''] = /```html\n(.*?)```/s.exec(readFileSync('docs/integrators.md', 'utf8')) ?? []
  return page
    .replace('https://kyc.example.com/embed.js', new URL('/embed.js', screen).href)
    .replace(/https:\/\/kyc\.example\.com\/inapp\/kyc\?token=…/, screen)
}

export type OtherOrigin = {
  /** The host page that shows this screen: in a plain iframe, by our script, in a frame that keeps no cookie, or in a window. */
  url: (screen: string, page?: '' | 'documented' | 'embedding' | 'forgetful' | 'opening', more?: string) => string
  origin: string
  close: () => Promise<void>
}

/** Serves the host page over HTTPS under 127.0.0.1, which is another site than localhost. */
export async function openOtherOrigin(certificate: ServerOptions): Promise<OtherOrigin> {
  const { port, close } = await serveHttps(certificate, (request, response) => {
    const [path = ''] = request.url?.slice(1).split('?') ?? []
    const screen = new URL(request.url ?? '', 'https://host.test').searchParams.get('screen')
    const page = path === 'documented' && screen ? documented(screen) : PAGES[path]
    response.setHeader('content-type', 'text/html').end(page ?? PAGE)
  })
  const origin = `https://127.0.0.1:${port}`
  return {
    origin,
    url: (screen, page = '', more = '') => `${origin}/${page}?screen=${encodeURIComponent(screen)}${more}`,
    close,
  }
}
