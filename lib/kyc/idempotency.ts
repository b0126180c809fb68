import type { Identity } from '@/lib/contract/customer'
import type { Change } from './change'

/**
 * Does `work` once for each `key` of a customer; a repeat gets the first answer. A refusal leaves no trace, so
 * that a corrected request may use the key again. The answer is personal data, and is kept sealed.
 */
export async function once<Value>(
  { tx, sealer, now }: Change,
  { brand, customer_id }: Identity,
  key: string,
  work: () => Promise<Value>,
): Promise<Value> {
  const customer = `${brand}/${customer_id}`
  const first = await tx
    .selectFrom('idempotency')
    .select('answer')
    .where('customer', '=', customer)
    .where('key', '=', key)
    .executeTakeFirst()
  if (first) return JSON.parse(sealer.open(first.answer)) as Value
  const value = await work()
  await tx
    .insertInto('idempotency')
    .values({ customer, key, answer: sealer.seal(JSON.stringify(value)), created_at: now })
    .execute()
  return value
}
