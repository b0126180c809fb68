import { backup, DatabaseSync } from 'node:sqlite'
import { openDatabase } from '.'
import { isPostgres } from './postgres'
import type { Database } from './schema'

/** Whoever else has an SQLite database open keeps a lock on it for as long. */
const SQLITE_BUSY = 5
const EVERY_PAGE = 2 ** 31 - 1

/**
 * Writes an SQLite database, as it is at one moment, to a new file, while others go on writing.
 * @param source the path, or a connection that holds the lock of `lockSqlite`.
 */
export async function copySqlite(source: string | DatabaseSync, to: string): Promise<void> {
  const from = typeof source === 'string' ? new DatabaseSync(source, { readOnly: true }) : source
  try {
    // All of it in one step: between steps a writer would make it begin anew, under load for ever.
    await backup(from, to, { rate: EVERY_PAGE })
  } finally {
    if (from !== source) from.close()
  }
}

/**
 * Writes a database of either engine, as it is at one moment, to a new SQLite file, while others go on writing.
 * @param copyRows copies all rows from one database to another.
 */
export async function takeSnapshot(
  { db, url }: { db: Database; url: string },
  to: string,
  copyRows: (from: Database, to: Database) => Promise<unknown>,
): Promise<void> {
  if (!isPostgres(url)) return copySqlite(url, to)
  const { db: copy } = await openDatabase(to)
  try {
    const moment = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
    await moment.execute((tx) => copyRows(tx, copy))
  } finally {
    await copy.destroy()
  }
}

/**
 * Opens an SQLite database for this process alone: nobody else can read or write it until it is closed. Null where somebody
 * else has it open, as a server does while it runs.
 */
export function lockSqlite(path: string): DatabaseSync | null {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    // Kept after the transaction, in this mode (https://www.sqlite.org/pragma.html#pragma_locking_mode).
    database.exec('pragma locking_mode = exclusive; begin exclusive; commit')
    return database
  } catch (error) {
    database.close()
    if (error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY) return null
    throw error
  }
}
