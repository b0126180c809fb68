import { describe, expect, it } from 'vitest'
import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { newToken, tokenHash } from '@/lib/http/one-time-token'
import { destinationOf, enter } from './enter'
import type { Redemption } from './redeem/redeemer'
import type { Session } from './session'

const identity = { customer_id: '67890', brand: 'acme', email: null, trading_login: null }
const token = newToken(null)
const live: Session = {
  id: 'live',
  identity,
  level: 'basic',
  token_hash: tokenHash(token),
  entered_at: 0,
  epoch: 0,
  renewal: 0,
}

function enterWith(
  redemption: Redemption,
  session: Session | null = null,
  next = '/inapp/kyc/upload?theme=dark',
  known: CustomerKyc | null = null,
) {
  const opened: { customer: Identity; level: string }[] = []
  const backend = {
    async read() {
      const unknown = { ok: false, error: new KycError('NOT_FOUND') } as const
      return known ? ({ ok: true, value: known } as const) : unknown
    },
    async open(customer: Identity, level: string) {
      opened.push({ customer, level })
      return { ok: true, value: {} as CustomerKyc } as const
    },
  }
  const entrance = enter(token, next, {
    redeem: async () => redemption,
    backend,
    levelByLink: 'standard',
    live: session,
    requireWritable: async () => {},
    epochOf: async () => 4,
    clock: () => new Date('2026-01-01T12:00:00.500Z'),
    languages: ['fr-CH', 'en'],
    report: () => {},
  })
  return { entrance, opened }
}

const good = { ok: true, identity, level: null } as const

describe('entering with a one-time token', () => {
  it('opens the person’s KYC and a session that remembers what the link asks for', async () => {
    const { entrance, opened } = enterWith(good)
    expect(await entrance).toMatchObject({
      outcome: 'entered',
      location: '/inapp/kyc/upload?theme=dark',
      session: { level: 'standard', theme: 'dark', entered_at: 1_767_268_800, epoch: 4, token_hash: tokenHash(token) },
    })
    expect(opened).toEqual([{ customer: { ...identity, language: 'fr' }, level: 'standard' }])
  })

  it('takes the level of the link before the token’s, up to what the deployment allows', async () => {
    const { opened, entrance } = enterWith({ ...good, level: 'basic' }, null, '/inapp/kyc?kycType=enhanced')
    expect(await entrance).toMatchObject({ session: { level: 'standard' } })
    expect(opened).toMatchObject([{ level: 'standard' }])
  })

  it('asks no more of a person who is approved because a link says so', async () => {
    const approved = { status: 'approved', required_level: 1 } as CustomerKyc
    const { opened, entrance } = enterWith(good, null, '/inapp/kyc?kycType=standard', approved)
    expect(await entrance).toMatchObject({ outcome: 'entered' })
    expect(opened).toMatchObject([{ level: 'basic' }])
  })

  it('wins over a session that is there', async () => {
    const other = { ...live, identity: { ...identity, customer_id: '1' } }
    const entered = await enterWith(good, other).entrance
    expect(entered).toMatchObject({ outcome: 'entered', session: { identity: { customer_id: '67890' } } })
  })

  it('resumes the session that a spent token had opened, and no other person’s', async () => {
    const used = { ok: false, code: 'TOKEN_USED', customer: null } as const
    const elsewhere = { ...live, token_hash: 'b'.repeat(64) }
    expect(await enterWith(used, live).entrance).toMatchObject({ outcome: 'resumed' })
    expect(await enterWith(used, elsewhere).entrance).toMatchObject({ outcome: 'refused', code: 'TOKEN_USED' })
    const customer = { brand: 'acme', customer_id: '67890' }
    expect(await enterWith({ ...used, customer }, elsewhere).entrance).toMatchObject({ outcome: 'resumed' })
    expect(await enterWith(used).entrance).toMatchObject({
      location: '/inapp/kyc/upload?theme=dark&problem=TOKEN_USED',
    })
  })

  it('resumes nobody of another brand, who may have the same number', async () => {
    const customer = { brand: 'zenith', customer_id: '67890' }
    const used = { ok: false, code: 'TOKEN_USED', customer } as const
    const elsewhere = { ...live, token_hash: 'b'.repeat(64) }
    expect(await enterWith(used, elsewhere).entrance).toMatchObject({
      outcome: 'refused',
      location: '/inapp/kyc/upload?theme=dark&problem=TOKEN_USED&brand=zenith',
    })
  })

  it('is refused without a token, and with one that no contract knows, and the operator reads why', async () => {
    const told: unknown[] = []
    const options = {
      report: (...line: [facts: object, why: string]) => void told.push(line),
      ...{
        redeem: async () => good,
        live: null,
        requireWritable: async () => {},
        epochOf: async () => 0,
        clock: () => new Date(),
        languages: [],
      },
      levelByLink: 'standard' as const,
      backend: {
        open: async () => ({ ok: false, error: new KycError('BACKEND_UNAVAILABLE') }) as const,
        read: async () => ({ ok: false, error: new KycError('BACKEND_UNAVAILABLE') }) as const,
      },
    }
    expect(await enter(null, '/inapp/kyc', options)).toMatchObject({ code: 'TOKEN_MISSING' })
    expect(await enter('a b', '/inapp/kyc', options)).toMatchObject({ code: 'TOKEN_MALFORMED' })
    expect(await enter(token, '/inapp/kyc', options)).toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
    expect(told).toEqual([
      [{ code: 'TOKEN_MISSING' }, 'A token was refused: there was none.'],
      [{ code: 'TOKEN_MALFORMED' }, 'A token was refused: it does not have the form of one.'],
      [
        { code: 'BACKEND_UNAVAILABLE', err: expect.objectContaining({ code: 'BACKEND_UNAVAILABLE' }) },
        'A token was refused: nobody could be asked about it.',
      ],
    ])
  })
})

describe('entering while nothing can be kept', () => {
  it('spends no token', async () => {
    const redeemed: string[] = []
    const entrance = enter(token, '/inapp/kyc', {
      ...{
        live: null,
        epochOf: async () => 0,
        clock: () => new Date(),
        languages: [],
        levelByLink: 'standard' as const,
        report: () => {},
      },
      redeem: async (asked) => {
        redeemed.push(asked)
        return good
      },
      backend: { open: () => Promise.reject(new Error('asked')), read: () => Promise.reject(new Error('asked')) },
      requireWritable: () => Promise.reject(new KycError('BACKEND_UNAVAILABLE')),
    })
    await expect(entrance).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
    expect(redeemed).toEqual([])
  })
})

describe('where entering leads', () => {
  it('keeps the screen and its query, without the token', () => {
    expect(destinationOf('/inapp/kyc/upload?token=abc&documentType=passport').location).toBe(
      '/inapp/kyc/upload?documentType=passport',
    )
    expect(destinationOf('/inapp/kyc?TOKEN=abc').location).toBe('/inapp/kyc')
  })

  it('never leaves our screens', () => {
    for (const next of [
      'https://evil.test/inapp/kyc',
      '//evil.test/inapp/kyc',
      '/manager/kyc',
      '\\\\evil.test',
      '/inapp/kyc/../../x',
      '',
    ]) {
      expect(destinationOf(next).location).toMatch(/^\/inapp\/kyc(\?|$)/)
    }
  })
})
