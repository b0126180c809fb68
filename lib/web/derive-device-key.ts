import 'server-only'
import { hkdfSync } from 'node:crypto'
import type { Identity } from '@/lib/contract/customer'
import type { DeviceKey } from '@/lib/contract/pictures/upload'

type Person = Pick<Identity, 'brand' | 'customer_id'>

/** The same for every session of one person and for nobody else: derived (HKDF, RFC 5869), so that nothing is kept. */
export function deviceKeyOf(key: Uint8Array, { brand, customer_id }: Person): DeviceKey {
  const derived = hkdfSync('sha256', key, JSON.stringify([brand, customer_id]), 'inapp-kyc device', 32)
  return { key: Buffer.from(derived).toString('base64') }
}
