import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
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

/** Runs migrations in one transaction, which also serves as their lock. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class SqliteDriver implements Driver {
  private connection: SqliteConnection | undefined
  private last: Promise<void> = Promise.resolve()
  private release = () => {}

  constructor(private readonly path: string) {}

  async init(): Promise<void> {
    const database = new DatabaseSync(this.path, { timeout: 10_000 })
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
    this.connection = new SqliteConnection(database)
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.last = promise
    await before
    this.release = resolve
    if (!this.connection) throw new Error('The database is closed')
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
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    await this.last
    this.connection?.close()
    this.connection = undefined
  }
}

class SqliteConnection implements DatabaseConnection {
  constructor(private readonly database: DatabaseSync) {}

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
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
