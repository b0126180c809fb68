import { sql } from 'kysely'
import type { Database } from '@/lib/database/schema'
import { type KeyWrapper, wrappedBy, wrappedPrefix } from '@/lib/files/keys'
import { contextOfFile, contextOfPerson } from '@/lib/files/sealer'
import { AUDIT_KEY_CONTEXT } from './audit-key'

/** Which master keys wrap what, and the change from one to another while the server serves. */

const BATCH = 100

/** The row of the digest key, and what it is bound to. Before texts were bound to their place it held one of them. */
export const DIGEST_ROW = 'master'
export const DIGEST_CONTEXT: readonly string[] = ['key_checks', DIGEST_ROW]

/** What a master key wraps: keys of people and files, and those of the deployment, for digests and for the audit. */
export type KeyUse = { people: number; files: number; others: number }
/** How many wrapped keys were looked at, and how many did not unwrap. */
export type Rotated = { rewrapped: number; damaged: number }

/** What each master key wraps, by its id. */
export async function usesOfKeys(db: Database): Promise<Map<string, KeyUse>> {
  const uses = new Map<string, KeyUse>()
  const count = (id: string, what: keyof KeyUse, number: number) => {
    const use = uses.get(id) ?? { people: 0, files: 0, others: 0 }
    uses.set(id, { ...use, [what]: use[what] + number })
  }
  for (const [table, what] of [['profiles', 'people'] as const, ['files', 'files'] as const]) {
    const rows = await db
      .selectFrom(table)
      .select([sql<string>`substr(data_key, 4, 8)`.as('id'), ({ fn }) => fn.countAll().as('number')])
      .where('data_key', 'is not', null)
      .groupBy(sql`substr(data_key, 4, 8)`)
      .execute()
    for (const { id, number } of rows) count(id, what, Number(number))
  }
  const digests = db.selectFrom('key_checks').select('sealed').where('name', '=', DIGEST_ROW)
  for (const { sealed } of await digests.unionAll(db.selectFrom('audit_keys').select('sealed')).execute()) {
    const id = wrappedBy(sealed)
    if (id !== null) count(id, 'others', 1)
  }
  return uses
}

/**
 * Wraps every key anew with the newest master key: in small transactions, beside servers that serve. What is done is
 * passed over, so it may end anywhere and begin again.
 * @param tell called after each batch, with what has been done so far.
 */
export async function rotateKeys(
  db: Database,
  keys: KeyWrapper,
  tell: (done: Rotated) => void = () => {},
): Promise<Rotated> {
  const done: Rotated = { rewrapped: 0, damaged: 0 }
  for (const table of ['profiles', 'files'] as const) {
    let after: string | undefined = ''
    while (after !== undefined) {
      after = await rewrapBatch(db, keys, table, after, done)
      tell({ ...done })
    }
  }
  await rewrapOthers(db, keys, 'key_checks', DIGEST_CONTEXT)
  await rewrapOthers(db, keys, 'audit_keys', AUDIT_KEY_CONTEXT)
  return done
}

/** @returns the last id of the batch; undefined when there is no more. */
async function rewrapBatch(
  db: Database,
  keys: KeyWrapper,
  table: 'profiles' | 'files',
  after: string,
  done: Rotated,
): Promise<string | undefined> {
  const rows = await db
    .selectFrom(table)
    .select(['id', 'brand', 'customer_id', 'data_key'])
    .where('id', '>', after)
    .where('data_key', 'not like', `${wrappedPrefix(keys.newest)}%`)
    .orderBy('id')
    .limit(BATCH)
    .execute()
  if (rows.length === 0) return undefined
  await db.transaction().execute(async (tx) => {
    for (const { id, brand, customer_id, data_key } of rows) {
      const context =
        table === 'profiles'
          ? contextOfPerson({ profile_id: id, brand, customer_id: customer_id ?? '' })
          : contextOfFile({ id, brand, customer_id })
      const fresh = rewrapped(keys, data_key ?? '', context)
      if (fresh === null) done.damaged += 1
      else {
        done.rewrapped += 1
        const row = tx.updateTable(table).set({ data_key: fresh }).where('id', '=', id)
        await row.where('data_key', '=', data_key).execute()
      }
    }
  })
  return rows.at(-1)?.id
}

/** The key of a table of keys that is bound to this context: table and name. */
async function rewrapOthers(
  db: Database,
  keys: KeyWrapper,
  table: 'key_checks' | 'audit_keys',
  context: readonly string[],
): Promise<void> {
  const name = context.at(-1) ?? ''
  const row = await db.selectFrom(table).select('sealed').where('name', '=', name).executeTakeFirst()
  if (!row || wrappedBy(row.sealed) === keys.newest) return
  const sealed = rewrapped(keys, row.sealed, context)
  if (sealed !== null) await db.updateTable(table).set({ sealed }).where('name', '=', name).execute()
}

/** The key wrapped by the newest master key; null where it does not unwrap. */
function rewrapped(keys: KeyWrapper, wrapped: string, context: readonly string[]): string | null {
  try {
    return keys.wrap(keys.unwrap(wrapped, context), context)
  } catch {
    return null
  }
}

const contextOfMark = (id: string) => ['key_checks', id]

/** Remembers that a server wraps with this key from now on, so that no start goes without it while it is needed. */
export async function markKeyInUse(db: Database, keys: KeyWrapper, now: string): Promise<void> {
  const sealed = keys.wrap(new Uint8Array(0), contextOfMark(keys.newest))
  await db
    .insertInto('key_checks')
    .values({ name: keys.newest, sealed, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** When a server first wrapped with a key; undefined where none has. */
export async function inUseSince(db: Database, id: string): Promise<string | undefined> {
  const mark = await db.selectFrom('key_checks').select('created_at').where('name', '=', id).executeTakeFirst()
  return mark?.created_at
}

/** The id of a key that has been used, still wraps something, and is not here. What is no longer needed is forgotten. */
export async function findMissingKey(db: Database, keys: KeyWrapper): Promise<string | undefined> {
  const marks = db.selectFrom('key_checks').select('name').where('name', '!=', DIGEST_ROW)
  const absent = (await marks.where('name', 'not in', keys.ids).execute()).map(({ name }) => name)
  if (absent.length === 0) return undefined
  const uses = await usesOfKeys(db)
  const missing = absent.find((id) => uses.has(id))
  if (missing === undefined) await db.deleteFrom('key_checks').where('name', 'in', absent).execute()
  return missing
}
