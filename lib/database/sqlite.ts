import { hrtime } from 'node:process'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { type DatabaseInThread, openInThread, type Value } from './sqlite-thread'

/**
 * Kysely on `node:sqlite`, in a thread of its own. One transaction at a time, and single statements that change something between
 * them; what only reads outside of a transaction waits for none. Transactions use `begin immediate`, because one that reads first
 * and writes later would fail if another one wrote in between.
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
const PATIENCE_NS = 4_000_000_000n

/**
 * Runs migrations in one transaction, which also serves as their lock. Whoever wants to write queues in our driver, not in Kysely:
 * it knows since when each has waited, and who only reads.
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
  private readonly database: DatabaseInThread
  private readonly turns = new Turns()

  constructor(path: string) {
    this.database = openInThread(path)
  }

  async init(): Promise<void> {
    await this.database.ask({ kind: 'open' }, givesUpAt())
  }

  async acquireConnection(): Promise<SqliteConnection> {
    return new SqliteConnection(this.database, this.turns, givesUpAt())
  }

  async releaseConnection(connection: SqliteConnection): Promise<void> {
    await connection.end('rollback')
  }

  async beginTransaction(connection: SqliteConnection): Promise<void> {
    await connection.begin()
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    await connection.end('commit')
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    await connection.end('rollback')
  }

  async destroy(): Promise<void> {
    await this.turns.close()
    await this.database.ask({ kind: 'close' }, givesUpAt())
  }
}

function givesUpAt(): bigint {
  return hrtime.bigint() + PATIENCE_NS
}

/**
 * Who writes, one after the other. A turn is over once its last statement is on its way to the thread, which keeps the order: while
 * one commit is brought to the disk the next transaction runs, and both are there at once.
 */
class Turns {
  private last: Promise<void> = Promise.resolve()
  private closed = false

  /** Waits for a turn. Returns what ends it. */
  async take(): Promise<() => void> {
    const before = this.last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.last = promise
    await before
    if (!this.closed) return resolve
    resolve()
    throw new Error('The database is closed')
  }

  /** After all that have asked for one. */
  async close(): Promise<void> {
    const end = await this.take()
    this.closed = true
    end()
  }
}

class SqliteConnection implements DatabaseConnection {
  /** The transaction that this connection is in: its turn, and whether its first statement has begun it. */
  private transaction: { endTurn: () => void; isBegun: boolean } | undefined

  constructor(
    private readonly database: DatabaseInThread,
    private readonly turns: Turns,
    private readonly givesUpAt: bigint,
  ) {}

  async begin(): Promise<void> {
    this.transaction = { endTurn: await this.turns.take(), isBegun: false }
  }

  async end(how: 'commit' | 'rollback'): Promise<void> {
    const { transaction } = this
    this.transaction = undefined
    if (!transaction) return
    const ended = transaction.isBegun ? this.database.ask({ kind: how }, this.givesUpAt) : undefined
    transaction.endTurn()
    await ended
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, changes, insertId } = await this.ask(query)
    if (rows) return { rows: rows as Row[] }
    return { rows: [], numAffectedRows: BigInt(changes ?? 0), insertId: BigInt(insertId ?? 0) }
  }

  private async ask({ query, sql, parameters }: CompiledQuery) {
    const { transaction } = this
    requireValues(parameters)
    if (transaction) {
      const kind = transaction.isBegun ? 'within' : 'first'
      transaction.isBegun = true
      return this.database.ask({ kind, sql, parameters }, this.givesUpAt)
    }
    if (query.kind === 'SelectQueryNode') return this.database.ask({ kind: 'read', sql, parameters }, this.givesUpAt)
    const endTurn = await this.turns.take()
    const answered = this.database.ask({ kind: 'alone', sql, parameters }, this.givesUpAt)
    endTurn()
    return answered
  }

  // biome-ignore lint/correctness/useYield: streaming is not needed, and node:sqlite has no cursors
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Streaming queries are not supported')
  }
}

/** As `node:sqlite` says it, but before the message: what cannot be sent would be nobody's answer. */
function requireValues(parameters: readonly unknown[]): asserts parameters is readonly Value[] {
  for (const [at, value] of parameters.entries())
    if (!isValue(value)) throw new TypeError(`Provided value cannot be bound to SQLite parameter ${at + 1}.`)
}

function isValue(value: unknown): value is Value {
  return value === null || ['number', 'bigint', 'string'].includes(typeof value) || ArrayBuffer.isView(value)
}
