import { SqliteAdapter, sql } from 'kysely'
import { Fault } from '@/lib/contract/errors'
import type { Database } from './schema'

/**
 * Takes what was deleted out of the files of an SQLite database: deleted bytes are overwritten there (`secure_delete`), but
 * the write-ahead log still has them until it is emptied. Throws while somebody else reads the database. What Postgres keeps
 * is its operator's affair (docs/privacy.md).
 */
export async function scrub(db: Database): Promise<void> {
  if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db)
  if (rows[0]?.busy !== 0) throw new Fault('The database was being read: its log was not emptied')
}
