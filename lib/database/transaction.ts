import { setTimeout } from 'node:timers/promises'
import { isContention } from './postgres'
import type { Database, Tx } from './schema'

const ATTEMPTS = 12

/**
 * Runs `work` as if it were alone with the database: SQLite lets one transaction write at a time, Postgres
 * refuses one of two that are in each other's way, and it is run again. So `work` must touch nothing else.
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
