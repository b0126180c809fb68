import { chmodSync, closeSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

/**
 * Kysely on `node:sqlite`: a single connection, used by one transaction at a time. It uses `begin immediate`, because a
 * transaction that reads first and writes later would fail if another one wrote in between.
 * @param path of the database file, which is created if missing.
 */
export function createSqliteDialect(path: string): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new SqliteDriver(path),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/**
 * So long a statement waits for another process that is writing, counted from when its connection was asked for: who waits
 * behind others does not wait again.
 */
const PATIENCE_MS = 4_000
/** SQLite itself waits on the thread that serves everybody, so it waits hardly at all. */
const WAIT_ON_THREAD_MS = 20
const TRY_AGAIN_MS = 25
/** Another process holds the lock: https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5

/**
 * Runs migrations in one transaction, which also serves as their lock. Whoever needs the connection queues in our driver, not
 * in Kysely: it knows since when each has waited.
 */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class SqliteDriver implements Driver {
  private connection: SqliteConnection | undefined
  private last: Promise<void> = Promise.resolve()
  private release = () => {}

  constructor(private readonly path: string) {}

  async init(): Promise<void> {
    keepToOwner(this.path)
    const database = new DatabaseSync(this.path, { timeout: WAIT_ON_THREAD_MS })
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
    // What is deleted is overwritten, so that an erased person does not stay in unused parts of the file.
    database.exec('pragma secure_delete = on')
    this.connection = new SqliteConnection(database)
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const givesUpAt = performance.now() + PATIENCE_MS
    const before = this.last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.last = promise
    await before
    this.release = resolve
    if (!this.connection) throw new Error('The database is closed')
    this.connection.givesUpAt = givesUpAt
    return this.connection
  }

  async releaseConnection(): Promise<void> {
    this.release()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk has ended it already.
    if (this.connection?.isInTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    await this.last
    this.connection?.close()
    this.connection = undefined
  }
}

class SqliteConnection implements DatabaseConnection {
  /** When the one who holds it waits no longer for other processes; on the clock of `performance.now()`. */
  givesUpAt = 0

  constructor(private readonly database: DatabaseSync) {}

  get isInTransaction(): boolean {
    return this.database.isTransaction
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    for (;;) {
      try {
        return this.run(query)
      } catch (error) {
        if (!isBusy(error) || performance.now() >= this.givesUpAt) throw error
        await setTimeout(TRY_AGAIN_MS)
      }
    }
  }

  private run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const statement = this.database.prepare(sql)
    const values = parameters as SQLInputValue[]
    if (statement.columns().length > 0) {
      // node:sqlite returns rows without a prototype. The rest of the code expects plain objects.
      return { rows: statement.all(...values).map((row) => ({ ...row }) as Row) }
    }
    const { changes, lastInsertRowid } = statement.run(...values)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  // biome-ignore lint/correctness/useYield: streaming is not needed, and node:sqlite has no cursors
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Streaming queries are not supported')
  }

  close(): void {
    this.database.close()
  }
}

/** The database and what SQLite puts beside it, which takes its mode, are the owner's alone. */
function keepToOwner(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
  try {
    chmodSync(path, 0o600)
  } catch {
    // A volume of somebody else's keeps its own modes.
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY
}
