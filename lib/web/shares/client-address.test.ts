import { expect, it } from 'vitest'
import { addressTag, clientAddress } from './client-address'

const from = (forwarded: string | null, proxies = 1) =>
  clientAddress(
    new Request('https://kyc.test', { headers: forwarded === null ? {} : { 'x-forwarded-for': forwarded } }),
    proxies,
  )

it('the address of a client is the one that the outermost of our proxies heard, whatever the client wrote before it', () => {
  expect(from('192.0.2.1')).toBe('192.0.2.1')
  expect(from('10.9.9.9, 192.0.2.1')).toBe('192.0.2.1')
  expect(from('10.9.9.9, 192.0.2.1, 203.0.113.7', 2)).toBe('192.0.2.1')
  expect(from('192.0.2.1', 3)).toBe('192.0.2.1')
  expect(from(null)).toBe('unknown')
})

it('an address is counted by a name that says nothing of it', () => {
  const [key, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
  const tag = addressTag(key, '192.0.2.1')
  expect(tag).toBe(addressTag(key, '192.0.2.1'))
  expect([addressTag(key, '192.0.2.2'), addressTag(other, '192.0.2.1')]).not.toContain(tag)
  expect(tag).not.toContain('192')
})
