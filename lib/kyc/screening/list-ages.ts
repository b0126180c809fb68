import type { ListInForce } from '@/lib/contract/screening/screenings'
import type { Database, Tx } from '@/lib/database/schema'

const HOUR = 60 * 60_000

/** The lists, with what is in force of each and how old that is. @param tooOld from how many hours on it is too old. */
export async function listsInForce(db: Database | Tx, now: Date, tooOld: number): Promise<ListInForce[]> {
  const rows = await db
    .selectFrom('screening_lists')
    .leftJoin('screening_versions', 'screening_versions.id', 'screening_lists.version_id')
    .select(['name', 'confirmed_at', 'refused_at', 'refusal'])
    .select(['version', 'digest', 'entries', 'taken_at', 'published_at'])
    .where('removed_at', 'is', null)
    .orderBy('name')
    .execute()
  return rows.map(({ name, confirmed_at, entries, ...row }) => {
    const age = confirmed_at === null ? null : (now.getTime() - Date.parse(confirmed_at)) / HOUR
    return {
      ...{ list: name, ...row, entries: entries ?? 0 },
      age_hours: age === null ? null : Math.round(age * 10) / 10,
      too_old: age === null || age > tooOld,
    }
  })
}

/** What every answer about screening says of the lists that it rests on. */
export async function inForceFor(
  db: Database | Tx,
  now: Date,
  tooOld: number,
): Promise<{ lists: ListInForce[]; too_old: string[] }> {
  const lists = await listsInForce(db, now, tooOld)
  return { lists, too_old: lists.filter((list) => list.too_old).map(({ list }) => list) }
}
