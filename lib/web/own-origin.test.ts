import { describe, expect, it } from 'vitest'
import { judgeOrigin, keepsSecureCookie } from './own-origin'

const ask = (headers: Record<string, string>) => new Request('http://internal:3000/', { method: 'POST', headers })
const judge = (headers: Record<string, string>, publicUrl: string | null = null) =>
  judgeOrigin(ask(headers), publicUrl).own

describe('a page is ours when its origin is the host that was asked', () => {
  it.each([
    ['a port that the scheme has anyway', 'https://kyc.example.com', 'kyc.example.com:443'],
    ['the same, named by the page', 'https://kyc.example.com:443', 'kyc.example.com'],
    ['the port of plain HTTP', 'http://kyc.example.com', 'kyc.example.com:80'],
    ['capitals', 'https://kyc.example.com', 'KYC.Example.com'],
    ['capitals of the page', 'HTTPS://KYC.Example.COM', 'kyc.example.com'],
    ['a full name with its dot', 'https://kyc.example.com', 'kyc.example.com.'],
    ['a full name with its dot and a port', 'https://kyc.example.com.', 'kyc.example.com:443'],
    ['a port of its own', 'https://kyc.example.com:8443', 'kyc.example.com:8443'],
    ['IPv6', 'https://[2001:db8::1]', '[2001:DB8:0:0:0:0:0:1]:443'],
    ['an international name', 'https://xn--bcher-kva.example', 'XN--BCHER-KVA.example'],
    ['a name with an underscore', 'https://my_kyc.example', 'my_kyc.example'],
  ])('%s', (_, origin, host) => {
    expect(judge({ origin, host })).toBe(true)
  })

  it.each([
    ['another host', 'https://evil.example', 'kyc.example.com'],
    ['another port', 'https://kyc.example.com:8443', 'kyc.example.com'],
    ['the port of another scheme', 'https://kyc.example.com', 'kyc.example.com:80'],
    ['a longer name', 'https://kyc.example.com.evil.example', 'kyc.example.com'],
    ['a name before an @', 'https://kyc.example.com@evil.example', 'kyc.example.com'],
    ['a host that hides another one', 'https://evil.example', 'evil.example/@kyc.example.com'],
    ['a host with a name before an @', 'https://evil.example', 'kyc.example.com@evil.example'],
    ['two dots', 'https://kyc.example.com', 'kyc.example.com..'],
    ['another scheme', 'ftp://kyc.example.com', 'kyc.example.com'],
    ['no address', 'kyc.example.com', 'kyc.example.com'],
    ['no page at all', 'null', 'null'],
  ])('and not with %s', (_, origin, host) => {
    expect(judge({ origin, host })).toBe(false)
  })
})

describe('behind a proxy that changes the host', () => {
  const changed = { origin: 'https://kyc.example.com', host: 'app:3000' }

  it('a page is ours by the public URL, however it is written', () => {
    expect(judge(changed)).toBe(false)
    expect(judge(changed, 'https://kyc.example.com')).toBe(true)
    expect(judge(changed, 'HTTPS://KYC.example.com.:443/inapp/kyc')).toBe(true)
    expect(judge({ ...changed, origin: 'http://kyc.example.com' }, 'https://kyc.example.com')).toBe(false)
    expect(judge({ ...changed, origin: 'https://evil.example' }, 'https://kyc.example.com')).toBe(false)
  })

  it('a page is ours by what the proxy was asked for', () => {
    expect(judge({ ...changed, 'x-forwarded-host': 'KYC.example.com:443' })).toBe(true)
    expect(judge({ ...changed, 'x-forwarded-host': 'kyc.example.com, inner.example' })).toBe(true)
    expect(judge({ ...changed, 'x-forwarded-host': 'other.example' })).toBe(false)
  })

  it('a second name of the same deployment stays ours', () => {
    expect(judge({ origin: 'https://kyc.two.example', host: 'kyc.two.example' }, 'https://kyc.one.example')).toBe(true)
  })

  it('says both names of what is refused', () => {
    expect(judgeOrigin(ask({ ...changed, 'x-forwarded-host': 'app:3000' }), null)).toEqual({
      ...{ own: false, why: 'foreign', origin: 'https://kyc.example.com', hosts: ['app:3000'] },
    })
  })
})

it('a client that names no page is no browser', () => {
  expect(judge({ host: 'kyc.example.com' })).toBe(true)
})

describe('the session’s cookie', () => {
  it.each([
    ['https://kyc.example.com', true],
    ['http://localhost:3000', true],
    ['http://kyc.localhost', true],
    ['http://127.0.0.1:3000', true],
    ['http://[::1]:3000', true],
    ['http://kyc.example.com', false],
    ['HTTP://KYC.EXAMPLE.COM', false],
    ['http://192.168.1.4:3000', false],
    ['http://localhost.example.com', false],
  ])('is kept for %s: %s', (origin, kept) => {
    expect(keepsSecureCookie(ask({ origin }))).toBe(kept)
  })
})
