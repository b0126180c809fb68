import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newToken } from '@/lib/http/one-time-token'
import { createRedeemer } from '.'
import { createCrmRedeemer } from './crm'
import { createCtidRedeemer } from './ctid'
import { createEmbeddedRedeemer } from './own-tokens'

/** A stand-in for both published contracts: real HTTP, tokens that work once. */
let server: Server
let url: string
const seen: { method: string; path: string; body: unknown }[] = []
const unused = new Set<string>()

async function bodyOf(request: IncomingMessage): Promise<{ token?: string }> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const address = new URL(request.url ?? '/', 'http://stand-in')
    seen.push({ method: request.method ?? '', path: request.url ?? '', body })
    const answer = (status: number, json: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    const good = body.token !== undefined && unused.delete(body.token)
    if (body.token === 'breaks-down') return answer(500, { oops: true })
    if (body.token === 'talks-nonsense') return response.writeHead(200).end('<html>')
    if (address.pathname === '/api/validate-token') {
      return answer(
        200,
        good
          ? {
              valid: true,
              userId: 12345,
              email: 'user@example.com',
              tradingLogin: 67890,
              kycStatus: 'pending',
              kycLevel: 'basic',
              requiredDocuments: ['identity', 'address'],
              ...(body.token?.startsWith('zenith') && { brand: 'zenith' }),
            }
          : { valid: false, code: 'TOKEN_USED' },
      )
    }
    if (address.pathname === '/ctid2/inAppToken/redeem' && address.searchParams.get('token') === body.token) {
      return good ? answer(200, { userId: 12345, email: 'user@example.com', tradingLogin: 67890 }) : answer(404, {})
    }
    return answer(400, {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const identity = { customer_id: '12345', brand: 'acme', email: 'user@example.com', trading_login: '67890' }

describe('redeeming over the CRM’s contract', () => {
  const redeem = (token: string) => createCrmRedeemer({ url, brand: 'acme', fetch })(token)

  it('takes who it is, and what is asked for, from the broker’s CRM', async () => {
    unused.add('fresh-token-1')
    expect(await redeem('fresh-token-1')).toEqual({ ok: true, identity, level: 'standard' })
    expect(seen.at(-1)).toEqual({ method: 'POST', path: '/api/validate-token', body: { token: 'fresh-token-1' } })
  })

  it('takes the brand of the person from it, where it says one', async () => {
    unused.add('zenith-token')
    expect(await redeem('zenith-token')).toMatchObject({ ok: true, identity: { ...identity, brand: 'zenith' } })
  })

  it.each(['tax_identification', 'tax', 'tax_id', 'taxIdentification', 'source_of_funds', 'sourceOfFunds'])(
    'takes a missing %s for enhanced KYC',
    async (missing) => {
      const answer = { valid: true, userId: 12345, requiredDocuments: ['identity', missing] }
      const crm = async () => Response.json(answer)
      expect(await createCrmRedeemer({ url, brand: 'acme', fetch: crm })('any-token')).toMatchObject({
        level: 'enhanced',
      })
    },
  )

  it('passes on why a token is refused', async () => {
    expect(await redeem('used-token-1')).toEqual({ ok: false, code: 'TOKEN_USED', customer: null })
  })

  it('counts a broken or unreachable CRM as unreachable, never as a person', async () => {
    for (const token of ['breaks-down', 'talks-nonsense'])
      expect(await redeem(token)).toMatchObject({ ok: false, code: 'BACKEND_UNAVAILABLE' })
    const nobody = createCrmRedeemer({ url: 'http://127.0.0.1:1', brand: 'acme', fetch })
    expect(await nobody('fresh-token-2')).toMatchObject({ ok: false, code: 'BACKEND_UNAVAILABLE' })
  })

  it('takes nobody whose id could not be stored', async () => {
    for (const userId of ['x'.repeat(129), 'a\u0000b', '']) {
      const crm = async () => Response.json({ valid: true, userId })
      const redeemed = await createCrmRedeemer({ url, brand: 'acme', fetch: crm })('any-token')
      expect(redeemed).toMatchObject({ ok: false, code: 'BACKEND_UNAVAILABLE' })
    }
  })
})

describe.each([
  ['the CRM’s contract', createCrmRedeemer, '/api/validate-token'],
  ['cTrader’s newer contract', createCtidRedeemer, '/ctid2/inAppToken/redeem'],
])('what the operator reads when tokens cannot be redeemed over %s', (_, create, path) => {
  it.each([
    ['an error', async () => new Response('oops', { status: 502 }), 'answered 502'],
    ['a page', async () => new Response('ada@example.com', { status: 200 }), 'failed: the answer is not JSON'],
    [
      'other JSON',
      async () => Response.json({ valid: true, userId: null, email: 'ada@example.com' }),
      'answered 200, but userId',
    ],
    [
      'nothing',
      async () => {
        throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') })
      },
      'failed: fetch failed (connect ECONNREFUSED 127.0.0.1:1)',
    ],
  ])('with %s as the answer', async (_, fetch, what) => {
    const redeemed = await create({ url: 'https://crm.example', brand: 'acme', fetch })('secret-token')
    const why = redeemed.ok ? '' : redeemed.why
    expect(why).toContain(`POST https://crm.example${path} ${what}`)
    expect(why).not.toContain('secret-token')
    expect(why).not.toContain('ada@example.com')
  })
})

describe('redeeming over cTrader’s newer contract', () => {
  const redeem = (token: string) => createCtidRedeemer({ url, brand: 'acme', fetch })(token)

  it('sends the token in the query and in the body, and takes who it is', async () => {
    unused.add('fresh-token-3')
    expect(await redeem('fresh-token-3')).toEqual({ ok: true, identity, level: null })
    expect(seen.at(-1)).toEqual({
      method: 'POST',
      path: '/ctid2/inAppToken/redeem?token=fresh-token-3',
      body: { token: 'fresh-token-3' },
    })
  })

  it('takes 404 as a token that is not good, and anything else as unreachable', async () => {
    expect(await redeem('used-token-2')).toMatchObject({ ok: false, code: 'TOKEN_INVALID' })
    expect(await redeem('breaks-down')).toMatchObject({ ok: false, code: 'BACKEND_UNAVAILABLE' })
  })
})

describe('choosing who redeems a token', () => {
  const named = (name: string) => async () =>
    ({ ok: false, code: 'TOKEN_USED', customer: { brand: 'acme', customer_id: name } }) as const
  const redeemers = {
    ...{ embedded: named('embedded'), contract: named('contract'), sso: named('sso') },
    ...{ brands: new Set(['acme']), report: () => {} },
  }
  const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln'

  it.each([
    ['a link of an email', newToken('link'), 'embedded'],
    ['a handoff to a phone', newToken('handoff'), 'embedded'],
    ['a token of the platform', newToken(null), 'contract'],
    ['a JWT', jwt, 'sso'],
  ])('leaves %s to the one that issued it', async (_, token, issuer) => {
    expect(await createRedeemer(redeemers)(token)).toMatchObject({ customer: { customer_id: issuer } })
  })

  it('leaves a JWT to the platform’s contract where no identity provider is accepted', async () => {
    expect(await createRedeemer({ ...redeemers, sso: null })(jwt)).toMatchObject({
      customer: { customer_id: 'contract' },
    })
  })

  it.each([
    ['a link of an email', newToken('link'), 'embedded'],
    ['a token of the platform', newToken(null), 'contract'],
    ['a JWT', jwt, 'sso'],
  ])('refuses %s for a brand that nobody has set up, and says so to the operator', async (_, token, by) => {
    const told: object[] = []
    const of = (brand: string) => async () => ({ ok: true, identity: { ...identity, brand }, level: null }) as const
    const asked = { ...redeemers, report: (facts: object) => void told.push(facts) }
    expect(await createRedeemer({ ...asked, [by]: of('acmee') })(token)).toEqual({
      ...{ ok: false, code: 'TOKEN_INVALID', customer: null },
    })
    expect(told).toEqual([{ code: 'TOKEN_INVALID', kind: expect.any(String), brand: 'acmee' }])
    expect(await createRedeemer({ ...asked, [by]: of('acme') })(token)).toMatchObject({ ok: true })
    expect(told).toHaveLength(1)
  })

  it('tells the operator of each refusal why, in the redeemer’s words where it has some', async () => {
    const told: unknown[] = []
    const asked = { ...redeemers, report: (...line: unknown[]) => void told.push(line) }
    await createRedeemer(asked)(jwt)
    await createRedeemer(asked)(newToken('link'))
    const why = 'its iss is another'
    const sso = async () => ({ ok: false, code: 'TOKEN_INVALID', customer: null, why }) as const
    await createRedeemer({ ...asked, sso })(jwt)
    expect(told).toEqual([
      [{ code: 'TOKEN_USED', kind: 'sso' }, 'A token was refused: it was used before.'],
      [{ code: 'TOKEN_USED', kind: 'link' }, 'A token was refused: it was used before.'],
      [{ code: 'TOKEN_INVALID', kind: 'sso' }, 'A token was refused: its iss is another.'],
    ])
  })

  it('gives a handoff’s session its one upload, and any other everything', async () => {
    const redeemed = { ok: true, value: { identity, kyc_type: 'standard' } } as const
    const redeem = createEmbeddedRedeemer(async () => redeemed)
    expect(await redeem('x')).toEqual({ ok: true, identity, level: 'standard', scope: null })
  })
})
