import 'server-only'
import { createHmac } from 'node:crypto'
import type { Identity } from '@/lib/contract/customer'

type Person = Pick<Identity, 'brand' | 'customer_id'>
export type PersonTag = (person: Person) => string

/**
 * Names a person without saying anything of them. A page sends the name back with each call: where somebody else has
 * entered in another tab meanwhile, the cookie is theirs, and nothing of this page may reach them.
 */
export function createPersonTag(key: Uint8Array): PersonTag {
  return ({ brand, customer_id }) =>
    createHmac('sha256', key)
      .update(JSON.stringify([brand, customer_id]))
      .digest('hex')
      .slice(0, 32)
}
