import type { Identity } from '@/lib/contract/customer'
import type { Change } from '../context'

/**
 * Does `work` once for each `key` of a customer; a repeat gets the first answer. A refusal leaves no trace, so
 * that a corrected request may use the key again. The answer is personal data, and is kept sealed.
 * @param work does the change and returns how to answer, as `makeChange` has it.
 */
export async function once<Value>(
  { tx, sealer, now }: Change,
  { brand, customer_id }: Identity,
  key: string,
  work: () => Promise<() => Promise<Value>>,
): Promise<() => Promise<Value>> {
  const customer = `${brand}/${customer_id}`
  const first = await tx
    .selectFrom('idempotency')
    .select('answer')
    .where('customer', '=', customer)
    .where('key', '=', key)
    .executeTakeFirst()
  if (first) return async () => JSON.parse(sealer.open(first.answer)) as Value
  const answer = await work()
  return async () => {
    const value = await answer()
    const sealed = sealer.seal(JSON.stringify(value))
    await tx.insertInto('idempotency').values({ customer, key, answer: sealed, created_at: now }).execute()
    return value
  }
}
