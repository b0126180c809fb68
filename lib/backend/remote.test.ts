import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { KycError } from '@/lib/contract/errors'
import { listen } from '@/lib/testing/http-server'
import { backOfficeOf, createTestMailbox, goodPhoto, newCustomer, openTestManager } from '@/lib/testing/manager'
import { describeBackend } from './conformance'
import { createCustomerApi } from './customer-api'
import { createEmbeddedBackend } from './embedded'
import { createRemoteBackend } from './remote'
import { withClientCredentials, withServiceKey } from './service-auth'

const KEY = 'service-key'

/** A complete manager behind its customer API, without a network in between. */
async function openRemote() {
  const mailbox = createTestMailbox()
  const { manager, bugs } = await openTestManager({ receivers: { email: mailbox.receive } })
  const api = createCustomerApi({
    ...{ backend: createEmbeddedBackend(manager), keys: [{ key: KEY }] },
    brandOf: (named) => {
      if (named !== null && !['acme', 'other'].includes(named)) throw new KycError('NOT_FOUND')
      return named ?? 'acme'
    },
    report: (error) => bugs.push(error),
  })
  const fetch = (url: string, init: RequestInit) => api(new Request(url, init))
  return { manager, api, bugs, fetch, mailbox }
}

describeBackend('the remote backend, over the customer API', async () => {
  const { manager, fetch, mailbox } = await openRemote()
  return {
    backend: createRemoteBackend({ url: 'http://kyc.test', authorize: withServiceKey(KEY), fetch }),
    brand: 'acme',
    backOffice: backOfficeOf(manager),
    codeSentTo: (address) => mailbox.codeSentTo(manager, address),
    photo: goodPhoto,
  }
})

describe('the customer API', () => {
  it.each([
    ['GET', '', {}, 401, 'UNAUTHENTICATED'],
    ['GET', '', { authorization: 'Bearer wrong' }, 401, 'UNAUTHENTICATED'],
    ['PATCH', '', { authorization: `Bearer ${KEY}` }, 405, 'METHOD_NOT_ALLOWED'],
    ['GET', '/nothing', { authorization: `Bearer ${KEY}` }, 404, 'NOT_FOUND'],
    ['POST', '/open', { authorization: `Bearer ${KEY}` }, 400, 'BAD_REQUEST'],
  ])('answers %s %j with %j: %i %s', async (method, path, headers, status, code) => {
    const { api, bugs } = await openRemote()
    const answer = await api(new Request(`http://kyc.test/kyc/customers/ada${path}`, { method, headers }))
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ code })
    expect(bugs).toEqual([])
  })
})

describe('the brand of a request', () => {
  it('is the one that it names, else the default one, and never one that nobody has set up', async () => {
    const { api, manager } = await openRemote()
    const open = (query: string) =>
      api(
        new Request(`http://kyc.test/kyc/customers/ada/open${query}`, {
          ...{ method: 'POST', body: JSON.stringify({ level: 'basic' }) },
          headers: { authorization: `Bearer ${KEY}` },
        }),
      )
    const brandOf = async (query: string) => (await (await open(query)).json()).brand
    expect([await brandOf(''), await brandOf('?brand=other')]).toEqual(['acme', 'other'])
    const unknown = await open('?brand=acmee')
    expect([unknown.status, (await unknown.json()).code]).toEqual([404, 'NOT_FOUND'])
    const acmee = { name: 'x', role: 'SESSION_ADMIN', brand: 'acmee' }
    expect((await manager.call('MngGetKycProfiles', { limit: 9, sort: 'created_at' }, acmee)).items).toEqual([])
  })
})

const servers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of servers.splice(0)) await close()
})

/** A remote backend whose server answers with `answer`, over a real socket. */
async function backendAt(answer: RequestListener) {
  const { url, close } = await listen(answer)
  servers.push(close)
  return createRemoteBackend({ url, authorize: withServiceKey(KEY), fetch })
}

describe('a failing backend', () => {
  const ada = newCustomer()
  const unavailable = { ok: false, error: expect.objectContaining({ code: 'BACKEND_UNAVAILABLE' }) }

  it('is unavailable when it cannot be reached', async () => {
    const backend = createRemoteBackend({ url: 'http://127.0.0.1:9', authorize: withServiceKey(KEY), fetch })
    expect(await backend.read(ada)).toEqual(unavailable)
  })

  it('is retried with the same key', async () => {
    const keys: unknown[] = []
    const backend = await backendAt((request, response) => {
      keys.push(request.headers['idempotency-key'])
      response.writeHead(503).end()
    })
    expect(await backend.submitStep(ada, 'step', {}, 'one-intention')).toEqual(unavailable)
    expect(keys).toEqual(['one-intention', 'one-intention', 'one-intention'])
  })

  it('never gets the same file twice', async () => {
    let asked = 0
    const backend = await backendAt((request, response) => {
      asked += 1
      request.resume().on('end', () => response.writeHead(503).end())
    })
    const file = { name: 'a.jpg', bytes: new Blob(['x']).stream(), acceptQuality: false }
    expect(await backend.storeFile(ada, file)).toEqual(unavailable)
    expect(asked).toBe(1)
  })

  it('is left alone after several failures in a row', async () => {
    let asked = 0
    const backend = await backendAt((_, response) => {
      asked += 1
      response.writeHead(500).end()
    })
    for (let i = 0; i < 10; i += 1) expect(await backend.read(ada)).toEqual(unavailable)
    expect(asked).toBeLessThan(12)
  })

  it.each([
    ['does not answer with JSON', 200, 'hello'],
    ['answers with the wrong shape', 200, '{"id":1}'],
    ['rejects the service key', 401, '{}'],
    ['refuses with an unknown status', 418, '{}'],
  ])('is unavailable when it %s', async (_, status, body) => {
    const backend = await backendAt((_request, response) => response.writeHead(status).end(body))
    expect(await backend.read(ada)).toEqual(unavailable)
  })

  it('is unavailable when it answers about another customer', async () => {
    const { manager } = await openRemote()
    const grace = await manager.customers.open(newCustomer(), 'basic')
    const backend = await backendAt((_request, response) => response.end(JSON.stringify(grace)))
    expect(await backend.read(ada)).toEqual(unavailable)
    expect(await backend.read({ ...ada, customer_id: grace.customer_id })).toMatchObject({ ok: true })
  })

  it('is given up after one time for all its tries', async () => {
    const { url, close } = await listen(() => {})
    servers.push(close)
    const backend = createRemoteBackend({ url, authorize: withServiceKey(KEY), fetch, answerAtLastMs: 300 })
    const began = performance.now()
    expect(await backend.read(ada)).toEqual(unavailable)
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  it('says why it refused, in what the screens know', async () => {
    const final = { reason: 'It was altered.', reasonCode: 'suspected_alteration' }
    const body = { error: 'x', message: 'x', code: 'VERIFICATION_REJECTED', requestId: 'x', ...final }
    const backend = await backendAt((_, response) => response.writeHead(409).end(JSON.stringify(body)))
    const refused = { code: 'VERIFICATION_REJECTED', details: final }
    expect(await backend.submitStep(ada, 'step', {}, 'a-key-of-it')).toMatchObject({ ok: false, error: refused })
  })

  it.each([
    [404, 'NOT_FOUND'],
    [409, 'CONFLICT'],
    [422, 'VALIDATION_FAILED'],
  ])('is understood when it refuses with only a status: %i', async (status, code) => {
    const backend = await backendAt((_request, response) => response.writeHead(status).end('no'))
    expect(await backend.read(ada)).toMatchObject({ ok: false, error: { code } })
  })
})

describe('OAuth client credentials', () => {
  it('are exchanged once for many calls, and again before the token expires', async () => {
    let now = new Date('2026-11-20T12:00:00Z')
    const seen: { authorization: string | undefined; body: string }[] = []
    const server = await listen(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      seen.push({ authorization: request.headers.authorization, body })
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ access_token: `token-${seen.length}`, token_type: 'Bearer', expires_in: 600 }))
    })
    servers.push(server.close)
    const tokenUrl = `${server.url}/token`
    const authorize = withClientCredentials({ tokenUrl, id: 'broker', secret: 's:ecret', fetch, clock: () => now })
    expect(await Promise.all([authorize(), authorize(), authorize()])).toEqual(Array(3).fill('Bearer token-1'))
    now = new Date(now.getTime() + 530_000)
    expect(await authorize()).toBe('Bearer token-1')
    now = new Date(now.getTime() + 20_000)
    expect(await authorize()).toBe('Bearer token-2')
    expect(seen[0]).toEqual({
      authorization: `Basic ${Buffer.from('broker:s%3Aecret').toString('base64')}`,
      body: 'grant_type=client_credentials',
    })
  })
})
