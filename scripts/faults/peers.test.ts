import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { memoryUsage } from 'node:process'
import { setInterval } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { createRemoteBackend } from '@/lib/backend/remote'
import { withServiceKey } from '@/lib/backend/service-auth'
import { createKeyring } from '@/lib/files/keys'
import { createS3FileStore } from '@/lib/files/s3'
import { limitedFetch } from '@/lib/http/limited-fetch'
import { createCallbackDelivery, createWebhookDelivery } from '@/lib/kyc'
import { createSmtpSender } from '@/lib/mail/smtp'
import { newCustomer } from '@/lib/testing/manager'
import { createCrmRedeemer } from '@/lib/web/redeem/crm'
import { createSsoRedeemer } from '@/lib/web/redeem/sso'
import { long, reportFigure } from './figure'

const MB = 1024 * 1024
const FLOOD_BYTES = 1024 * MB
/** A person or a job waits no longer, whatever the other side does; a busy machine is slower. */
const AT_MOST_MS = { redeeming: 20_000, others: 100_000 }
const AT_MOST_MB = 300

/** How the other side behaves once somebody has connected. `greeting`: what it says first, and keeps up. */
const MANNERS: Record<string, (socket: Socket, greeting: string, elsewhere: string) => unknown> = {
  hang: () => {},
  reset: (socket) => socket.once('data', () => socket.resetAndDestroy()),
  async trickle(socket, greeting) {
    socket.write(greeting)
    for await (const _ of setInterval(500)) {
      if (socket.destroyed) return
      socket.write('1')
    }
  },
  flood(socket, greeting) {
    const chunk = Buffer.alloc(MB, '1')
    let sent = 0
    const more = () => {
      while (!socket.destroyed && sent < FLOOD_BYTES) {
        sent += MB
        if (!socket.write(chunk)) return
      }
    }
    socket.on('drain', more).write(greeting)
    more()
  },
  redirect: (socket, _, elsewhere) =>
    socket.once('data', () => socket.write(`HTTP/1.1 307 Away\r\nLocation: ${elsewhere}\r\nContent-Length: 0\r\n\r\n`)),
}
const HTTP = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${FLOOD_BYTES * 2}\r\n\r\n`
const SMTP = '220 '

async function listen(behave: (socket: Socket) => unknown): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    void behave(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

const customer = newCustomer()
const event = {
  ...{ id: randomUUID(), created_at: '2026-11-20T12:00:00.000Z', brand: 'acme', customer_id: '1', version: 1 },
  ...{ profile_id: randomUUID(), type: 'profile.updated' },
  data: { status: 'pending', level: 0, required_level: 1, risk_level: 1, steps: [], documents: [] },
}
const jwt = `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.x`

/** Whom the server asks, with what it does when that fails: each resolves with a word for how it ended. */
const PEERS: Record<string, (port: number) => Promise<unknown>> = {
  crm: (port) => createCrmRedeemer({ ...at(port), brand: 'acme', fetch: limitedFetch(fetch, MB) })('token'),
  jwks: (port) =>
    createSsoRedeemer({
      ...{ jwksUrl: at(port).url, issuer: 'i', audience: 'a', brand: 'acme', brandClaim: undefined },
      ...{ fetch: limitedFetch(fetch, MB), clock: () => new Date() },
    })(jwt),
  backend: (port) => createRemoteBackend({ ...at(port), authorize: withServiceKey('x'), fetch }).read(customer),
  webhook: (port) =>
    createWebhookDelivery({ ...at(port), secrets: ['s'], fetch, clock: () => new Date() })({
      body: JSON.stringify(event),
    }),
  callback: (port) => createCallbackDelivery({ ...at(port), token: 't', fetch })({ brand: 'acme', body: '{}' }),
  smtp: (port) =>
    createSmtpSender({ url: `smtp://127.0.0.1:${port}`, from: 'a@b.example' })({
      ...{ to: 'ada@example.com', subject: 'x', text: 'x' },
    }),
  s3: (port) =>
    createS3FileStore({
      url: `s3://key:secret@kyc/files?endpoint=http://127.0.0.1:${port}`,
      keyring: createKeyring([randomBytes(32)]),
    }).write(randomUUID(), 'jpg', new Blob(['x']).stream() as never, null),
}
const at = (port: number) => ({ url: `http://127.0.0.1:${port}/` })

/** To these any answer with 200 is an acknowledgement, however it goes on. */
const ACKNOWLEDGED_BY_STATUS = ['webhook', 'callback', 's3']

it('a CRM, identity provider, backend, webhook, callback, mail server or bucket that hangs, resets, trickles, answers 1 GB or redirects is given up in time', async ({
  task,
}) => {
  let led = 0
  const elsewhere = at(
    await listen((socket) => {
      led += 1
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
    }),
  ).url
  // Beside the tests only what ends by itself within seconds.
  const left = long(0, 1) === 1 ? ['s3 hang', 's3 trickle', 's3 reset'] : []
  const pairs = Object.keys(PEERS).flatMap((peer) => Object.keys(MANNERS).map((manner) => ({ peer, manner })))
  let [most, longest] = [0, 0]
  const before = memoryUsage.rss()
  const watching = globalThis.setInterval(() => {
    most = Math.max(most, memoryUsage.rss() - before)
  }, 20)

  const asked = pairs
    .filter(({ peer, manner }) => !left.includes(`${peer} ${manner}`))
    .map(async ({ peer, manner }) => {
      const greeting = peer === 'smtp' ? SMTP : HTTP
      const port = await listen((socket) => MANNERS[manner]?.(socket, greeting, elsewhere))
      const began = performance.now()
      const ended = await Promise.resolve(PEERS[peer]?.(port)).then(outcomeOf, () => 'given up')
      const took = performance.now() - began
      longest = Math.max(longest, took)
      const limit = ['crm', 'jwks', 'backend'].includes(peer) ? AT_MOST_MS.redeeming : AT_MOST_MS.others
      return { asked: `${peer} ${manner}`, ended, late: took > limit ? took : null, peer, manner }
    })
  const ended = await Promise.all(asked)
  clearInterval(watching)
  const wrong = ended.filter(({ ended, late, peer, manner }) => {
    const may = ACKNOWLEDGED_BY_STATUS.includes(peer) && ['trickle', 'flood'].includes(manner)
    return late !== null || !(ended === 'given up' || (may && ended === 'taken'))
  })
  expect(wrong).toEqual([])
  expect(led).toBe(0)
  expect(most / MB).toBeLessThan(AT_MOST_MB)
  const figure = `${ended.length} peers, the longest ${(longest / 1000).toFixed(1)} s, ${Math.round(most / MB)} MB at most`
  reportFigure(task, `${figure}, no redirect followed`)
})

/** An answer in which somebody is let in, or something is kept, is none of a broken peer. */
function outcomeOf(answer: unknown): string {
  if (answer === undefined) return 'taken'
  return (answer as { ok: boolean }).ok ? 'let in' : 'given up'
}
