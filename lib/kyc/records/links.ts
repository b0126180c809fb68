import type { Link } from '@/lib/contract/records'
import { STEP_STATUS } from '@/lib/contract/statuses'
import type { Database, LinkRow, Tx } from '@/lib/database/schema'
import { titleOf } from './titles'

/** Maps a row to the manager's API, with the steps that the customer still has to do. */
export async function toLink(db: Database | Tx, row: LinkRow): Promise<Link> {
  const { id, customer_id, created_by, created_at, expires_at, revoked_at } = row
  const token = await db.selectFrom('tokens').select('used_at').where('link_id', '=', id).executeTakeFirst()
  const missing = await db
    .selectFrom('steps')
    .innerJoin('profiles', 'profiles.id', 'steps.profile_id')
    .select(['steps.code', 'steps.title', 'steps.status'])
    .where('profiles.brand', '=', row.brand)
    .where('profiles.customer_id', '=', customer_id)
    .where('steps.status', 'in', [STEP_STATUS.required, STEP_STATUS.rejected, STEP_STATUS.expired])
    .orderBy('steps.id')
    .execute()
  return {
    ...{ id, customer_id, created_by, created_at, expires_at, revoked_at },
    ...{ used_at: token?.used_at ?? null, missing: missing.map((step) => ({ ...step, title: titleOf(step) })) },
  }
}
