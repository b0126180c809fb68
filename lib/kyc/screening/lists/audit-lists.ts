import type { Tx } from '@/lib/database/schema'
import { makeChangeWithin } from '../../change'
import type { Context } from '../../context'
import type { KycEvent } from '../../events'
import { systemOf } from '../screen-profile'

/** Who asked for it: an operator by name. Null for the system, which asks by itself. */
export type AskedBy = string | null

/**
 * Records in the audit of every brand what has become of a list, since all of them are screened against it, within the
 * transaction in which it did.
 * @returns to be called once that transaction has committed.
 */
export async function recordForBrands(
  context: Context,
  tx: Tx,
  { action, by }: { action: 'TakeList' | 'RemoveList'; by: AskedBy },
  eventOf: (brand: string) => KycEvent | Promise<KycEvent>,
): Promise<() => void> {
  const told: (() => void)[] = []
  for (const { brand } of await tx.selectFrom('audit_heads').select('brand').orderBy('brand').execute()) {
    const actor = by === null ? systemOf({ brand }) : { name: `operator ${by}`, role: 'operator', brand }
    const event = await eventOf(brand)
    const { tell } = await makeChangeWithin(context, tx, actor, action, async (change) => {
      change.record(event)
      return () => undefined
    })
    told.push(tell)
  }
  return () => {
    for (const tell of told) tell()
  }
}
