import type { Database } from '@/lib/database/schema'
import { type Keyring, wrappedBy } from '@/lib/files/keys'
import { createSealer, openUnbound, type Place, type Sealer, UNBOUND } from '@/lib/files/sealer'
import { bindSealed, giveKeys } from './bind-sealed'
import { DIGEST_CONTEXT, DIGEST_ROW } from './master-keys'

type Opening = {
  db: Database
  keyring: Keyring
  now: string
  /** Called for each text that does not open. */
  report: (place: Place) => void
}

/**
 * The sealer of a database. Null when its data was sealed with another key: nothing is changed then. In a database from
 * before texts were bound to their place, all of them are sealed anew first, which goes on where an earlier start was
 * ended; the key of digests is written last and is the mark that nothing unbound is opened ever after.
 */
export async function openSealer(opening: Opening): Promise<Sealer | null> {
  const { db, keyring, now, report } = opening
  const check = await db.selectFrom('key_checks').select('sealed').where('name', '=', DIGEST_ROW).executeTakeFirst()
  if (check === undefined || check.sealed.startsWith(UNBOUND)) {
    const before = await keyOfBefore(opening, check?.sealed)
    if (before === null) return null
    const digestKey = keyring.derive(before, 'digests', 'inapp-kyc digest')
    await bindSealed({ db, keyring, before, sealer: createSealer({ keys: keyring, digestKey, report }) })
    const sealed = keyring.wrap(digestKey, DIGEST_CONTEXT)
    await db
      .insertInto('key_checks')
      .values({ name: DIGEST_ROW, sealed, created_at: now })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet({ sealed }).where('key_checks.sealed', 'like', `${UNBOUND}%`),
      )
      .execute()
    // Of instances that start together with different keys one was first.
    return openSealer(opening)
  }
  const digestKey = unwrapped(keyring, check.sealed)
  if (!digestKey) return null
  const sealer = createSealer({ keys: keyring, digestKey, report })
  // The key of before is the oldest: an instance of before knew no other.
  const before = keyring.ids.at(-1)
  if (before !== undefined) await giveKeys({ db, keyring, sealer, before })
  return sealer
}

function unwrapped(keyring: Keyring, wrapped: string): Uint8Array | null {
  try {
    return keyring.unwrap(wrapped, DIGEST_CONTEXT)
  } catch {
    return null
  }
}

/**
 * The id of the master key with which a database was sealed before, or of the oldest one where nothing was. Null where it
 * was sealed with another one.
 */
async function keyOfBefore({ db, keyring }: Opening, check: string | undefined): Promise<string | null> {
  const bound = await db.selectFrom('profiles').select('data_key').where('data_key', 'is not', null).limit(1).execute()
  for (const { data_key } of bound) if (!keyring.ids.includes(wrappedBy(data_key ?? '') ?? '')) return null
  const unbound = check ?? (await anythingUnbound(db))
  if (unbound === undefined) return keyring.ids.at(-1) ?? null
  return keyring.ids.find((id) => openUnbound(keyring, id, unbound) !== null) ?? null
}

/** What a database from before there was a check holds of people. */
async function anythingUnbound(db: Database): Promise<string | undefined> {
  for (const column of ['answers', 'draft'] as const) {
    const found = db
      .selectFrom('steps')
      .select(column)
      .where(column, 'like', `${UNBOUND}%`)
      .orderBy('updated_at', 'desc')
    const row: { answers?: string | null; draft?: string | null } = (await found.limit(1).executeTakeFirst()) ?? {}
    const sealed = row[column]
    if (sealed) return sealed
  }
  return undefined
}
