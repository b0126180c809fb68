import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

const POOL = {
  ...{ max: 10, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 30_000, keepAlive: true },
  // An instance that vanished in the middle of a change would hold its brand's audit for hours.
  idle_in_transaction_session_timeout: 60_000,
}
/** The NOTIFY channel on which instances publish committed changes. */
export const CHANNEL = 'inapp_kyc_changes'
const RECONNECT_MS = 1_000

/** Whether a database's URL is one of Postgres. */
export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url)
}

/** Kysely on Postgres. @param url `postgres://…`, which may contain libpq options. */
export function createPostgresDialect(url: string): Dialect {
  return new PostgresDialect({ pool: openPool({ connectionString: url, ...POOL }) })
}

/**
 * Connections beside those of the manager, for what is better done without than waited for: two at most, each answer within
 * half a second, or an error.
 */
export function openImpatientPool(url: string): pg.Pool {
  const soon = { connectionTimeoutMillis: 500, query_timeout: 500, statement_timeout: 500 }
  return openPool({ connectionString: url, ...POOL, ...soon, max: 2, allowExitOnIdle: true })
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config)
  // The pool replaces a connection that breaks, and whoever used it is told; without a listener, of idle ones and of those in
  // use, the error would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Whether a transaction failed only because of a concurrent one, so that it can be retried from the start. */
export function isContention(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // Serialization failure, deadlock, and unique violation, which a serializable transaction may hit first.
  return code === '40001' || code === '40P01' || code === '23505'
}

/**
 * Listens for changes committed by any instance, including this one. Reconnects when the connection is lost; messages
 * sent in between are lost, so screens must not rely on them alone.
 * @returns a function that ends it, once it listens or the first attempt has failed.
 */
export async function listenPostgres(url: string, onMessage: (message: string) => void): Promise<() => Promise<void>> {
  let client: pg.Client | undefined
  let ended = false
  let retry: ReturnType<typeof setTimeout> | undefined

  const connect = async () => {
    client = new pg.Client({ connectionString: url, keepAlive: true })
    client.on('notification', ({ payload }) => payload !== undefined && onMessage(payload))
    client.on('error', () => {})
    client.on('end', () => {
      if (!ended) retry = setTimeout(() => void connect(), RECONNECT_MS).unref()
    })
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
    } catch {
      await client.end().catch(() => {})
    }
  }
  await connect()
  return async () => {
    ended = true
    clearTimeout(retry)
    await client?.end()
  }
}
