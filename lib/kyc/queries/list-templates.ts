import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'
import { toTemplate } from '../records/templates'
import { afterId, pageOf } from './paging'

/** The templates of the brand, except deleted ones, oldest first. */
export async function listTemplates(
  context: Context,
  actor: Actor,
  { limit, cursor, ...filters }: ManagerInput<'MngGetKycStepTemplates'>,
): Promise<ManagerOutput<'MngGetKycStepTemplates'>> {
  const after = afterId(cursor)
  let query = context.db
    .selectFrom('templates')
    .selectAll()
    .where('brand', '=', actor.brand)
    .where('deleted_at', 'is', null)
  if (filters.code !== undefined) query = query.where('code', '=', filters.code)
  if (filters.level !== undefined) query = query.where('level', '=', filters.level)
  if (after) query = query.where('id', '>', after)
  const rows = await query
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, toTemplate)
}
