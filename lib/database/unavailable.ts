import type { DatabaseConnection, Dialect, Driver } from 'kysely'
import { KycError } from '@/lib/contract/errors'

/** What of SQLite's primary result codes says that the database cannot be used now: https://www.sqlite.org/rescode.html */
const SQLITE = new Set([
  ...[/* BUSY */ 5, /* LOCKED */ 6, /* READONLY */ 8, /* IOERR */ 10, /* CORRUPT */ 11],
  ...[/* FULL */ 13, /* CANTOPEN */ 14, /* NOTADB */ 26],
])
/**
 * The same of Postgres, by class (Appendix A of its manual): connection, authorization, resources, operator intervention,
 * system error; and a transaction that may only read, as after a failover, or that was idle for too long.
 */
const POSTGRES = /^(08|28|53|57|58)...$|^25006$|^25P03$/
const NETWORK = /^E[A-Z]+$/
/** What drivers say without a code: that of Postgres, and ours of SQLite. */
const CONNECTION =
  /^(Connection terminated|timeout exceeded when trying to connect|The database is closed|Client .+ is not queryable$|The (thread of the database|transaction) has ended$)/

/**
 * A dialect whose database that cannot be reached or written is a refusal, BACKEND_UNAVAILABLE with the failure as its
 * cause: it may pass, and is nobody's bug. Everything else stays as it is.
 */
export function refusingWhenUnavailable(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => refusing(dialect.createDriver()),
  }
}

/** Drivers tell connections by identity, so both are changed in place. Not every driver ends a transaction by a statement. */
function refusing(driver: Driver): Driver {
  const known = new WeakSet<DatabaseConnection>()
  const acquire = driver.acquireConnection.bind(driver)
  driver.acquireConnection = async (...given) => {
    const connection = await acquire(...given).catch(refuse)
    if (!known.has(connection)) {
      known.add(connection)
      const execute = connection.executeQuery.bind(connection)
      connection.executeQuery = <Row>(...query: Parameters<typeof execute>) => execute<Row>(...query).catch(refuse)
    }
    return connection
  }
  for (const end of ['commitTransaction', 'rollbackTransaction'] as const) {
    const ended = driver[end].bind(driver)
    driver[end] = (connection) => ended(connection).catch(refuse)
  }
  return driver
}

function refuse(error: unknown): never {
  throw isUnavailable(error) ? new KycError('BACKEND_UNAVAILABLE', { cause: error }) : error
}

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('errcode' in error) return SQLITE.has(Number(error.errcode) & 0xff)
  const code = 'code' in error ? String(error.code) : ''
  return POSTGRES.test(code) || (NETWORK.test(code) && 'syscall' in error) || CONNECTION.test(error.message)
}
