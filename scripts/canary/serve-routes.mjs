import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { loadApp } from '../load-app.mjs'
import { root } from '../runtime.mjs'

/**
 * The app's own routes behind a plain HTTP server, without the framework and without a build: what they write to standard output and
 * standard error is what a deployment writes. Prints `listening <port>` once it serves. Its settings are the environment's.
 */

/** These are given to pages by the framework alone. */
const FRAMEWORKS_OWN = /refused-frame/

const { register } = await loadApp('instrumentation.ts')
const files = readdirSync(join(root, 'app'), { recursive: true })
const routes = await Promise.all(
  files
    .filter((file) => file.endsWith('route.ts') && !FRAMEWORKS_OWN.test(file))
    // What takes any address comes last.
    .sort((one, other) => one.includes('[...') - other.includes('[...'))
    .map(async (file) => ({
      matches: patternOf(file),
      handlers: await import(pathToFileURL(join(root, 'app', file)).href),
    })),
)
await register()

const server = createServer(async (incoming, outgoing) => {
  const url = new URL(incoming.url, `http://${incoming.headers.host}`)
  const found = routes.map(({ matches, handlers }) => ({ handlers, match: matches.exec(url.pathname) }))
  const { match, handlers } = found.find((it) => it.match) ?? {}
  const handler = handlers?.[incoming.method]
  const answer = handler
    ? await handler(requestOf(incoming, url), { params: Promise.resolve({ ...match.groups }) })
    : null
  outgoing.writeHead(answer?.status ?? 404, Object.fromEntries(answer?.headers ?? []))
  if (answer?.body) Readable.fromWeb(answer.body).pipe(outgoing)
  else outgoing.end()
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`listening ${server.address().port}\n`))

/** `inapp/api/steps/[stepId]/submit/route.ts` as what it answers to. */
function patternOf(file) {
  const parts = file.replaceAll('\\', '/').split('/').slice(0, -1)
  const pattern = parts.flatMap((part) => {
    if (part.startsWith('(')) return []
    if (part.startsWith('[[...') || part.startsWith('[...')) return ['.*']
    return [part.startsWith('[') ? `(?<${part.slice(1, -1)}>[^/]+)` : part]
  })
  return new RegExp(`^/${pattern.join('/')}$`.replace('/.*$', '(/.*)?$'))
}

function requestOf(incoming, url) {
  const { method, headers } = incoming
  const hasBody = !['GET', 'HEAD'].includes(method)
  return new Request(url, { method, headers, ...(hasBody && { body: Readable.toWeb(incoming), duplex: 'half' }) })
}
