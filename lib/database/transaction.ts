import { setTimeout } from 'node:timers/promises'
import { isContention } from './postgres'
import type { Database, Tx } from './schema'

const ATTEMPTS = 12

/**
 * Runs `work` in a serializable transaction. SQLite runs one writing transaction at a time; when Postgres aborts one of
 * two conflicting transactions, it is retried. So `work` may run several times and must have no effects outside the
 * database.
 */
export async function inTransaction<Value>(db: Database, work: (tx: Tx) => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().setIsolationLevel('serializable').execute(work)
    } catch (error) {
      if (attempt >= ATTEMPTS || !isContention(error)) throw error
      await setTimeout(Math.random() * 10 * 2 ** Math.min(attempt, 6))
    }
  }
}
