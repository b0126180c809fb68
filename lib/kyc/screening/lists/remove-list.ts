import type { Tx } from '@/lib/database/schema'
import { inTransaction } from '@/lib/database/transaction'
import type { Context } from '../../context'
import { UNSETTLED } from '../../rules/hits'
import { type AskedBy, recordForBrands } from './audit-lists'
import { versionOf } from './list-versions'
import { putInForce } from './put-in-force'
import type { Refusal } from './take-list'

/**
 * Has nobody screened against a list any more. Its versions and hits are kept: an open hit goes on to hold its customer until
 * reviewers settle it, since that a list was taken away says nothing of who somebody is.
 * @param by who asked for it.
 * @returns how many open hits there are on it, of all brands; why it was refused, where it is the last one in force.
 */
export async function removeList(
  context: Context,
  name: string,
  { by }: { by: AskedBy },
): Promise<Refusal | { open_hits: number }> {
  const { db, clock } = context
  const now = clock().toISOString()
  const lists = await db.selectFrom('screening_lists').selectAll().where('removed_at', 'is', null).execute()
  const list = lists.find((one) => one.name === name)
  if (!list) return { refused: 'There is no such list' }
  if (!lists.some((one) => one.name !== name && one.version_id !== null))
    return {
      refused: 'It is the last list: without it nobody would be screened. Add the one that takes its place first',
    }
  const before = await versionOf(context, list)
  let open = new Map<string, number>()
  const remove = async (tx: Tx) => {
    const { version = null, digest = null } = before?.version ?? {}
    open = await openHits(tx, name)
    await tx
      .updateTable('screening_lists')
      .set({
        ...{ removed_at: now, sources: '[]', version_id: null, etag: null, confirmed_at: null, checked_at: null },
        ...{ refused_at: null, refusal: null },
      })
      .where('name', '=', name)
      .execute()
    return recordForBrands(context, tx, { action: 'RemoveList', by }, (brand) => ({
      ...{ event: 'watchlist.removed', entity_id: name, customer_id: null },
      after: { version, digest, entries: before?.entries.length ?? 0, open_hits: open.get(brand) ?? 0 },
    }))
  }
  if (before) await putInForce(context, { list: name, before, now: null }, remove)
  else (await inTransaction(db, remove))()
  return { open_hits: [...open.values()].reduce((sum, count) => sum + count, 0) }
}

/** How many hits on a list wait for a reviewer, by brand. */
async function openHits(tx: Tx, name: string): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('screening_hits')
    .select(['brand', (eb) => eb.fn.countAll().as('hits')])
    .where('list', '=', name)
    .where('state', 'in', UNSETTLED)
    .groupBy('brand')
    .execute()
  return new Map(rows.map(({ brand, hits }) => [brand, Number(hits)]))
}
