import { readdirSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { beginRequest, requestId, servedRequest } from '@/lib/http/request-id'
import { listen } from '@/lib/testing/http-server'
import { createFrameworkErrors } from './framework-errors'
import { createLog } from './log'
import { routeOf } from './route-of'
import { REQUEST_ID_HEADER, watchRequests } from './watch-requests'

type Line = { requestId: string; route?: string; ms?: number; msg: string; status?: number }
const lines: Line[] = []
const log = createLog({ requestId: servedRequest, write: (line) => lines.push(JSON.parse(line)) })
beforeAll(() => watchRequests({ log, begin: beginRequest }))

describe('a request', () => {
  it('has an id of its own, which its answer, its lines and whatever it waits for carry', async () => {
    const { url, close } = await listen(async (request, response) => {
      await setTimeout(5)
      log.warn({}, `served ${request.url}`)
      response.end(requestId())
    })
    onTestFinished(close)
    // One connection, so that one request's id could be the next one's.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = (path: string) =>
      new Promise<{ id: unknown; body: string }>((resolve) =>
        get(`${url}${path}`, { agent }, async (answer) => {
          let body = ''
          for await (const chunk of answer.setEncoding('utf8')) body += chunk
          resolve({ id: answer.headers[REQUEST_ID_HEADER], body })
        }),
      )
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(`/inapp/kyc?token=${i}`)))
    agent.destroy()
    expect(new Set(answers.map(({ id }) => id)).size).toBe(20)
    for (const [i, { id, body }] of answers.entries()) {
      expect(body).toBe(id)
      expect(lines).toContainEqual(expect.objectContaining({ msg: `served /inapp/kyc?token=${i}`, requestId: id }))
      const answered = { msg: 'answered', method: 'GET', route: '/inapp/kyc', status: 200, ms: expect.any(Number) }
      await expect.poll(() => lines).toContainEqual(expect.objectContaining({ ...answered, requestId: id }))
    }
  })

  it('that a client gives up says so, and a monitor’s is written down where it fails', async () => {
    let healthy = true
    const { url, close } = await listen((request, response) => {
      if (request.url === '/healthz') response.writeHead(healthy ? 200 : 503).end()
    })
    onTestFinished(close)
    await fetch(`${url}/healthz`)
    healthy = false
    await fetch(`${url}/healthz`)
    await fetch(`${url}/upload`, { signal: AbortSignal.timeout(50) }).catch(() => {})
    await expect.poll(() => lines).toContainEqual(expect.objectContaining({ route: '/upload', aborted: true }))
    expect(lines.filter(({ route }) => route === '/healthz')).toMatchObject([{ status: 503 }])
  })
})

describe('the route of an address', () => {
  it('is made of our own words alone', () => {
    expect(routeOf('/inapp/api/steps/0192-7a/submit?x=1')).toBe('/inapp/api/steps/{}/submit')
    expect(routeOf('/kyc/customers/ada%40example.com/documents/1/differences')).toBe(
      '/kyc/customers/{}/documents/{}/differences',
    )
    expect(routeOf('/manager/kyc/profiles/1/risk-level')).toBe('/manager/kyc/profiles/{}/risk-level')
    expect(routeOf('/Ada/Example')).toBe('/{}/{}')
    expect(routeOf('/?token=x')).toBe('/')
    expect(routeOf(`/${'a/'.repeat(500)}`).length).toBeLessThan(60)
  })

  it('names every route that there is', () => {
    const app = fileURLToPath(new URL('../../app', import.meta.url))
    const folders = readdirSync(app, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(route|page)\.tsx?$/.test(file))
      .map((file) =>
        file
          .split('/')
          .slice(0, -1)
          .filter((part) => !/^\(|^\[\[?\.\.\./.test(part)),
      )
    expect(folders.length).toBeGreaterThan(30)
    for (const parts of folders) {
      const address = `/${parts.map((part) => (part.startsWith('[') ? '0192' : part)).join('/')}`
      expect(routeOf(address)).toBe(`/${parts.map((part) => (part.startsWith('[') ? '{}' : part)).join('/')}`)
    }
  })
})

describe('what the framework reports', () => {
  it('is a line of the log, once, without its words', () => {
    const { capture, report } = createFrameworkErrors(log)
    const print = { error() {}, warn() {}, info() {}, log() {}, debug() {} }
    capture(print)
    const error = new TypeError('of Zorvathine')
    const from = lines.length
    report(error, { method: 'GET', route: '/inapp/api/steps/[stepId]/submit' })
    Reflect.apply(print.error, print, ['⨯ Zorvathine', error])
    Reflect.apply(print.error, print, [new RangeError('Zorvathine')])
    Reflect.apply(print.log, print, ['GET /inapp/kyc?token=Zorvathine'])
    const said = lines.slice(from)
    expect(said).toMatchObject([
      { level: 50, method: 'GET', route: '/inapp/api/steps/{}/submit', err: { type: 'TypeError' } },
      { level: 50, err: { type: 'RangeError' } },
      { level: 30, msg: 'the framework reported' },
    ])
    expect(JSON.stringify(said)).not.toContain('Zorvathine')
  })
})
