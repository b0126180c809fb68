import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'
import { recordLook } from '../look'
import { afterId, pageOf } from '../queries/paging'
import { findProfile } from '../records/profiles'
import { ownedFindings, toFinding } from './finding-records'

/** What checks found, oldest first. It quotes answers, so it is recorded that somebody reads it. */
export async function viewFindings(
  context: Context,
  actor: Actor,
  { limit, cursor, customer_id, profile_id, outcome, superseded }: ManagerInput<'MngGetKycFindings'>,
): Promise<ManagerOutput<'MngGetKycFindings'>> {
  const { db, sealer } = context
  const { brand } = actor
  const after = afterId(cursor)
  let query = ownedFindings(db).where('findings.brand', '=', brand)
  if (customer_id !== undefined) {
    const profile = await findProfile(db, brand, customer_id)
    if (!profile) return { items: [], next_cursor: null }
    query = query.where('findings.profile_id', '=', profile.id)
  }
  if (profile_id !== undefined) query = query.where('findings.profile_id', '=', profile_id)
  if (outcome !== undefined) query = query.where('findings.outcome', '=', outcome)
  if (superseded === undefined) query = query.where('findings.superseded_at', 'is', null)
  if (after) query = query.where('findings.id', '>', after)
  const rows = await query
    .orderBy('findings.id')
    .limit(limit + 1)
    .execute()
  const page = pageOf(rows, limit, (row) => toFinding(row, sealer))
  const of = new Set(page.items.map((item) => item.customer_id))
  if (of.size > 0)
    await recordLook(context, actor, 'MngGetKycFindings', {
      ...{ event: 'list.viewed', entity_id: `MngGetKycFindings/${profile_id ?? customer_id ?? 'all'}` },
      ...{ customer_id: of.size === 1 ? ([...of][0] ?? null) : null, after: { items: page.items.length } },
    })
  return page
}
