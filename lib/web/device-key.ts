import 'server-only'
import { hkdfSync } from 'node:crypto'
import type { Identity } from '@/lib/contract/customer'
import type { DeviceKey } from '@/lib/contract/upload'
import { sessionKey } from '@/lib/server'

/** The same for each session of one person, and nobody else's: derived (HKDF, RFC 5869), so that nothing is kept. */
export function deviceKeyOf({ brand, customer_id }: Identity): DeviceKey {
  const key = hkdfSync('sha256', sessionKey(), JSON.stringify([brand, customer_id]), 'inapp-kyc device', 32)
  return { key: Buffer.from(key).toString('base64') }
}
