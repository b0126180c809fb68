import 'server-only'
import { createHmac } from 'node:crypto'
import type { Identity } from '@/lib/contract/customer'

type Person = Pick<Identity, 'brand' | 'customer_id'>
export type PersonTags = {
  /** What a page of this person carries. */
  of: (person: Person) => string
  /** Whether a page that carries this is this person's. */
  fits: (tag: string, person: Person) => boolean
}

/**
 * Names a person without saying anything of them. A page sends the name back with each call: where somebody else has
 * entered in another tab meanwhile, the cookie is theirs, and nothing of this page may reach them. A page from before a
 * change of keys goes on.
 * @param keys the first is that of new pages.
 */
export function createPersonTags(keys: readonly [Uint8Array, ...Uint8Array[]]): PersonTags {
  return {
    of: (person) => tagOf(keys[0], person),
    fits: (tag, person) => keys.some((key) => tagOf(key, person) === tag),
  }
}

function tagOf(key: Uint8Array, { brand, customer_id }: Person): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([brand, customer_id]))
    .digest('hex')
    .slice(0, 32)
}
