import type { Database, Tx } from '@/lib/database/schema'

/** The trading logins of a profile, in the order in which they became known. */
export async function loginsOf(db: Database | Tx, profileId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('logins')
    .select('trading_login')
    .where('profile_id', '=', profileId)
    .orderBy('first_seen_at')
    .orderBy('trading_login')
    .execute()
  return rows.map(({ trading_login }) => trading_login)
}

/** Adds a trading login to a profile. Returns whether it was new. */
export async function addLogin(tx: Tx, profile_id: string, trading_login: string, now: string): Promise<boolean> {
  const added = await tx
    .insertInto('logins')
    .values({ profile_id, trading_login, first_seen_at: now })
    .onConflict((conflict) => conflict.columns(['profile_id', 'trading_login']).doNothing())
    .returning('trading_login')
    .execute()
  return added.length > 0
}
