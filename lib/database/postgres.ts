import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

const POOL = { max: 10, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 30_000 }
/** Where copies of the app tell each other what they have committed. */
export const CHANNEL = 'inapp_kyc_changes'
const RECONNECT_MS = 1_000

/** Kysely over Postgres. @param url `postgres://…`, with whatever libpq options it carries. */
export function createPostgresDialect(url: string): Dialect {
  const pool = new pg.Pool({ connectionString: url, ...POOL })
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => {})
  return new PostgresDialect({ pool })
}

/** Whether a transaction failed only because another was in its way, and may be tried again from its start. */
export function isContention(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // Serialization failure, deadlock, and the unique violation that a serializable transaction may meet first.
  return code === '40001' || code === '40P01' || code === '23505'
}

/**
 * Hears what other copies (and this one) have committed. A connection that is lost is made again; what was
 * said in between is lost, and screens ask for themselves when they come back.
 * @returns once it listens, or has failed to for the first time: what ends the listening.
 */
export async function listenPostgres(url: string, heard: (message: string) => void): Promise<() => Promise<void>> {
  let client: pg.Client | undefined
  let ended = false
  let retry: ReturnType<typeof setTimeout> | undefined

  const connect = async () => {
    client = new pg.Client({ connectionString: url, keepAlive: true })
    client.on('notification', ({ payload }) => payload !== undefined && heard(payload))
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
