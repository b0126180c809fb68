import type { Database } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/encryption'

/**
 * Whether what the database holds was sealed with this key. At the first start with it, that is tried on something sealed,
 * if there is any, and a sealed text is left for the starts to come.
 */
export async function isSealedWith(db: Database, sealer: Sealer, now: string): Promise<boolean> {
  const check = await db.selectFrom('key_checks').select('sealed').executeTakeFirst()
  const sealed = check?.sealed ?? (await anythingSealed(db))
  if (sealed !== undefined && !opens(sealer, sealed)) return false
  if (check) return true
  const fresh = { name: 'master', sealed: sealer.seal('inapp-kyc'), created_at: now }
  await db
    .insertInto('key_checks')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  // Of instances that start together with different keys one was first.
  return isSealedWith(db, sealer, now)
}

/** What a database from before the check holds of people. */
async function anythingSealed(db: Database): Promise<string | undefined> {
  for (const column of ['answers', 'draft'] as const) {
    const newest = db.selectFrom('steps').select(column).where(column, 'is not', null).orderBy('updated_at', 'desc')
    const row: { answers?: string | null; draft?: string | null } = (await newest.limit(1).executeTakeFirst()) ?? {}
    const sealed = row[column]
    if (sealed) return sealed
  }
  return undefined
}

function opens(sealer: Sealer, sealed: string): boolean {
  try {
    sealer.open(sealed)
    return true
  } catch {
    return false
  }
}
