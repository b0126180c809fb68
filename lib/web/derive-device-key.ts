import 'server-only'
import { hkdfSync } from 'node:crypto'
import type { Identity } from '@/lib/contract/customer'
import type { DeviceKey } from '@/lib/contract/pictures/upload'

type Person = Pick<Identity, 'brand' | 'customer_id'>

/**
 * The same for every session of one person and for nobody else: derived (HKDF, RFC 5869), so that nothing is kept. With
 * those of the session keys of before, what a device already keeps is opened after a change of keys.
 */
export function deviceKeyOf(keys: readonly [Uint8Array, ...Uint8Array[]], person: Person): DeviceKey {
  const [newest, ...before] = keys
  return { key: derived(newest, person), earlier: before.map((key) => derived(key, person)) }
}

function derived(key: Uint8Array, { brand, customer_id }: Person): string {
  const bytes = hkdfSync('sha256', key, JSON.stringify([brand, customer_id]), 'inapp-kyc device', 32)
  return Buffer.from(bytes).toString('base64')
}
