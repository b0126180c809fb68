import { createHash } from 'node:crypto'
import type { Identity } from '@/lib/contract/customer'

/** Somebody of the sandbox, as cTrader would know them. */
export type Person = { userId: number; email: string; tradingLogin: number }

/**
 * The person behind a name: the same name is always the same person, another name another one. In the second brand they
 * have the same number, as may happen where each brand counts its own, and another account and address.
 */
export function personOf(name: string, secondBrand: string | null = null): Person {
  const digest = createHash('sha256').update(`sandbox person ${name}`).digest()
  const account = secondBrand === null ? digest : createHash('sha256').update(`${secondBrand} ${name}`).digest()
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 40)
  return {
    userId: 10_000_000 + (digest.readUInt32BE(0) % 990_000_000),
    email: `${slug || 'somebody'}@${secondBrand === null ? 'example.com' : `${secondBrand}.example`}`,
    tradingLogin: 1_000_000 + (account.readUInt32BE(4) % 99_000_000),
  }
}

/** The same person as a token names them to a KYC backend. */
export function identityOf({ userId, email, tradingLogin }: Person, brand: string): Identity {
  return { customer_id: String(userId), brand, email, trading_login: String(tradingLogin) }
}

/** The name in a user session token of the sandbox, `sandbox:<name>`, percent-encoded or not; null for anything else. */
export function nameInSessionToken(authorization: string | null): string | null {
  const name = /^Bearer sandbox:(.{1,400})$/.exec(authorization ?? '')?.[1] ?? ''
  return decoded(name).trim().slice(0, 80) || null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
