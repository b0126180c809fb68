import type { Database, Tx } from '@/lib/database/schema'

/**
 * Of these profiles those that have still to be compared with what is new in the lists in force. Everybody is, one after
 * another, which takes a while; whoever was reached is known to be clear of it long before the last one is.
 */
export async function notCompared(db: Database | Tx, profileIds: readonly string[]): Promise<ReadonlySet<string>> {
  const index = await db
    .selectFrom('screening_indexes')
    .select(['id', 'delta_after', 'delta_done_at'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!index || index.delta_done_at !== null || profileIds.length === 0) return new Set()
  const compared = await db
    .selectFrom('screening_subjects')
    .select('profile_id')
    .where('profile_id', 'in', profileIds)
    // Whoever came since was compared with all of it.
    .where(({ eb, or }) => or([eb('profile_id', '<=', index.delta_after), eb('index_id', '=', index.id)]))
    .execute()
  return new Set(profileIds).difference(new Set(compared.map(({ profile_id }) => profile_id)))
}
