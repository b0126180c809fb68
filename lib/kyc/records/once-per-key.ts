import { CONFLICT_REASONS } from '@/lib/contract/conflict-reasons'
import type { Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import type { Place } from '@/lib/files/sealer'
import type { Change } from '../context'
import { loadOwnProfile } from './profiles'
import { ownerOf } from './sealed'

/** A request that may come twice: its key, and what it asks for. */
export type KeyedRequest = { key: string; asked: unknown }

/** By whom an answer is kept. */
export function keyedCustomer({ brand, customer_id }: Pick<Identity, 'brand' | 'customer_id'>): string {
  return `${brand}/${customer_id}`
}

/**
 * Runs `work` once per customer, operation and key; a repeat gets the stored result. A refusal stores nothing, so a corrected
 * request may reuse the key. The result is personal data and is stored sealed.
 * Throws IDEMPOTENCY_KEY_REUSED where the key has been used and something else was asked for: the answer to that would be
 * taken for the answer to this (draft-ietf-httpapi-idempotency-key-header-07, 2.7).
 * @param work makes the change and returns a function that reads the result, as in `makeChange`.
 */
export async function oncePerKey<Value>(
  { tx, sealer, now, action }: Change,
  { brand, customer_id }: Identity,
  request: KeyedRequest,
  work: () => Promise<() => Promise<Value>>,
): Promise<() => Promise<Value>> {
  const customer = keyedCustomer({ brand, customer_id })
  // A key belongs to one operation: another one may not answer in its place.
  const key = `${action} ${request.key}`
  const asked = sealer.digest(JSON.stringify(inOrder(request.asked)))
  const first = await tx
    .selectFrom('idempotency')
    .select(['answer', 'asked'])
    .where('customer', '=', customer)
    .where('key', '=', key)
    .executeTakeFirst()
  // Null in rows from before requests were remembered.
  if (first && first.asked !== null && first.asked !== asked) throw new KycError('IDEMPOTENCY_KEY_REUSED')
  // Whoever has no profile yet has nothing to ask for twice: `open` needs no key.
  const owner = ownerOf(await loadOwnProfile(tx, { brand, customer_id }))
  const place = placeOfAnswer(customer, key)
  if (first) {
    const answer = sealer.open(first.answer, owner, place)
    if (answer === null) throw new KycError('CONFLICT', { message: CONFLICT_REASONS.damaged, reason: 'damaged' })
    return async () => JSON.parse(answer) as Value
  }
  const readResult = await work()
  return async () => {
    const value = await readResult()
    const sealed = sealer.seal(JSON.stringify(value), owner, place)
    await tx.insertInto('idempotency').values({ customer, key, asked, answer: sealed, created_at: now }).execute()
    return value
  }
}

/** Where the answer to a request with a key is sealed. */
export function placeOfAnswer(customer: string, key: string): Place {
  return ['idempotency', 'answer', JSON.stringify([customer, key])]
}

/** The same value with the keys of its objects in one order, so that the same request is the same text. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, it]) => [name, inOrder(it)]),
  )
}
