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
 * Kysely over `node:sqlite`: one connection, taken by one transaction at a time. `begin immediate`, because a
 * transaction that reads first and writes later would be refused when another has written in between.
 * @param path of the database file, made when it is missing.
 */
export function createSqliteDialect(path: string): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new SqliteDriver(path),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** Migrations run in one transaction, which is also their lock. */
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
      // node:sqlite gives rows without a prototype; the rest of the code expects plain objects.
      return { rows: statement.all(...values).map((row) => ({ ...row }) as Row) }
    }
    const { changes, lastInsertRowid } = statement.run(...values)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  // biome-ignore lint/correctness/useYield: streams are not needed, and node:sqlite has no cursor to offer
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Streaming queries are not supported')
  }

  close(): void {
    this.database.close()
  }
}
