import type { Identity } from '@/lib/contract/customer'
import type { Change } from '../context'

/**
 * Runs `work` once per customer, operation and key; a repeat gets the stored result. A refusal stores nothing, so a corrected
 * request may reuse the key. The result is personal data and is stored sealed.
 * @param work makes the change and returns a function that reads the result, as in `makeChange`.
 */
export async function oncePerKey<Value>(
  { tx, sealer, now, action }: Change,
  { brand, customer_id }: Identity,
  requestKey: string,
  work: () => Promise<() => Promise<Value>>,
): Promise<() => Promise<Value>> {
  const customer = `${brand}/${customer_id}`
  // A key belongs to one operation: another one may not answer in its place.
  const key = `${action} ${requestKey}`
  const first = await tx
    .selectFrom('idempotency')
    .select('answer')
    .where('customer', '=', customer)
    .where('key', '=', key)
    .executeTakeFirst()
  if (first) return async () => JSON.parse(sealer.open(first.answer)) as Value
  const readResult = await work()
  return async () => {
    const value = await readResult()
    const sealed = sealer.seal(JSON.stringify(value))
    await tx.insertInto('idempotency').values({ customer, key, answer: sealed, created_at: now }).execute()
    return value
  }
}
