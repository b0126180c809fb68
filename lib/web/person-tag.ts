import 'server-only'
import { createHmac } from 'node:crypto'
import type { Identity } from '@/lib/contract/customer'
import { sessionKey } from '@/lib/server'

/**
 * A name for a person that says nothing of them. A page sends it back with each call: where another person has entered
 * in another tab meanwhile, the cookie is theirs, and nothing of this page may go to them.
 */
export function personTag({ brand, customer_id }: Pick<Identity, 'brand' | 'customer_id'>): string {
  return createHmac('sha256', sessionKey())
    .update(JSON.stringify([brand, customer_id]))
    .digest('hex')
    .slice(0, 32)
}
