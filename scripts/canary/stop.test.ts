import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { request as ask } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { listen } from '@/lib/testing/http-server'
import { goodPhoto } from '@/lib/testing/manager'
import { descendants } from '@/lib/testing/processes'
import { startRoutes } from '@/lib/testing/start-routes'

const key = () => randomBytes(32).toString('base64')

/** A server, and a person who has come in with a token of the sandbox's CRM. */
async function served(settings: Record<string, string> = {}) {
  const { url: crm, close } = await listen(async (request, response) => {
    await text(request)
    response.end(JSON.stringify({ valid: true, userId: '4711', email: 'ada@example.com', kycLevel: 'basic' }))
  })
  onTestFinished(close)
  const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-stop-'))
  const routes = await startRoutes({
    ...{ KYC_DATA_DIR: folder, KYC_MASTER_KEY: key(), KYC_SESSION_KEY: key() },
    ...{ KYC_TOKEN_CONTRACT: 'crm', KYC_TOKEN_URL: crm, ...settings },
  })
  onTestFinished(async () => void (await routes.end('SIGKILL')))
  const { origin } = routes
  const entered = await fetch(`${origin}/inapp/kyc/enter`, {
    ...{ method: 'POST', redirect: 'manual', headers: { connection: 'close' } },
    body: new URLSearchParams({ token: 'a'.repeat(43) }),
  })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect([entered.status, cookie]).toEqual([303, expect.stringContaining('__Host-kyc=')])
  return { ...routes, folder, headers: { cookie, 'x-kyc-request': '1' } }
}

/** A request that the server has begun to answer, and whose body is still to come. */
async function begin(url: string, headers: Record<string, string>) {
  const sent = ask(url, { method: 'POST', headers: { ...headers, expect: '100-continue' } })
  const answer = new Promise<{ status: number; connection: string }>((resolve, reject) => {
    sent.once('error', reject)
    sent.once('response', async (got) => {
      await text(got)
      resolve({ status: got.statusCode ?? 0, connection: got.headers.connection ?? '' })
    })
  })
  answer.catch(() => {})
  sent.flushHeaders()
  await once(sent, 'continue')
  return { sent, answer }
}

it('answers what has begun, closes streams at once, takes nothing new, and exits with 0', async () => {
  const { origin, headers, end, printed } = await served()
  const stream = await fetch(`${origin}/inapp/api/events`, { headers })
  expect(stream.status).toBe(200)
  const streamed = stream.text()
  const silent = connect(Number(new URL(origin).port), '127.0.0.1')
  await once(silent, 'connect')
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await goodPhoto())]), 'passport.jpg')
  const whole = new Response(form)
  const type = whole.headers.get('content-type') ?? ''
  const bytes = Buffer.from(await whole.arrayBuffer())
  const upload = await begin(`${origin}/upload`, { ...headers, 'content-type': type })
  upload.sent.write(bytes.subarray(0, 1_000))

  const asked = performance.now()
  const ended = end('SIGTERM')
  await streamed
  expect(performance.now() - asked).toBeLessThan(2_000)
  await expect(fetch(`${origin}/readyz`)).rejects.toThrow('fetch failed')
  // On a connection from before.
  silent.write('GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n')
  const told = await text(silent)
  expect(told).toMatch(/^HTTP\/1\.1 503 .*\r\nconnection: close\r\n.*"serving":"failed"/is)
  upload.sent.end(bytes.subarray(1_000))
  expect(await upload.answer).toEqual({ status: 200, connection: 'close' })
  expect(await ended).toBe(0)
  expect(printed()).toMatch(/"msg":"stopped"/)
})

it('ends what does not end by itself, gives its job back, and exits with 0 all the same', async () => {
  const { url: webhook, close } = await listen(() => {})
  onTestFinished(close)
  const { origin, headers, end, printed, folder, pid } = await served({
    ...{ KYC_STOP_SECONDS: '2', KYC_WEBHOOK_URL: webhook, KYC_WEBHOOK_SECRETS: 'a'.repeat(32) },
  })
  const upload = await begin(`${origin}/upload`, { ...headers, 'content-type': 'multipart/form-data; boundary=x' })
  const rows = () => {
    const db = new DatabaseSync(join(folder, 'kyc.db'), { readOnly: true })
    const found = db.prepare("select claimed_until, attempts from jobs where kind = 'webhook'").all()
    db.close()
    return found as { claimed_until: string; attempts: number }[]
  }
  await expect.poll(() => rows().filter(({ claimed_until }) => claimed_until !== '')).not.toEqual([])
  const asked = performance.now()
  expect(await end('SIGTERM')).toBe(0)
  expect(performance.now() - asked).toBeLessThan(4_000)
  await expect(upload.answer).rejects.toThrow()
  expect(rows().map(({ claimed_until }) => claimed_until)).not.toContainEqual(expect.stringMatching(/./))
  expect(printed()).toMatch(/1 requests had not ended in time/)
  expect(descendants(pid)).toEqual([])
})

it('ends at once when it is asked again', async () => {
  const { origin, headers, end } = await served({ KYC_STOP_SECONDS: '60' })
  await begin(`${origin}/upload`, { ...headers, 'content-type': 'multipart/form-data; boundary=x' })
  // Several processes pass on one signal.
  void end('SIGTERM')
  void end('SIGTERM')
  await setTimeout(1_500)
  const asked = performance.now()
  expect(await end('SIGTERM')).toBe(143)
  expect(performance.now() - asked).toBeLessThan(1_000)
})
