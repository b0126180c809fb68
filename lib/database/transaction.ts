import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { isContention } from './postgres'
import type { Database, Tx } from './schema'

const ATTEMPTS = 24
/** After so many attempts side by side, transactions that conflict take turns. */
const SIDE_BY_SIDE = 3
/** The advisory lock by which they do: a number that nothing else on this database uses. */
const TURN = 7_214_190_528

/**
 * Runs `work` in a serializable transaction. SQLite runs one writing transaction at a time; when Postgres aborts one of
 * two conflicting transactions, it is retried. So `work` may run several times and must have no effects outside the
 * database.
 */
export async function inTransaction<Value>(db: Database, work: (tx: Tx) => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await (attempt <= SIDE_BY_SIDE ? serializable(db, work) : inTurn(db, work))
    } catch (error) {
      if (attempt >= ATTEMPTS || !isContention(error)) throw error
      await setTimeout(Math.random() * 10 * 2 ** Math.min(attempt, 6))
    }
  }
}

function serializable<Value>(db: Database, work: (tx: Tx) => Promise<Value>): Promise<Value> {
  return db.transaction().setIsolationLevel('serializable').execute(work)
}

/**
 * Runs a transaction while no other one that had to be retried runs. On a small database Postgres reads whole tables,
 * so a burst of new customers conflicts without end otherwise. Only Postgres gets here.
 */
function inTurn<Value>(db: Database, work: (tx: Tx) => Promise<Value>): Promise<Value> {
  return db.connection().execute(async (connection) => {
    // Before the transaction: inside, its snapshot would be as old as the wait.
    await sql`select pg_advisory_lock(${TURN})`.execute(connection)
    try {
      return await serializable(connection, work)
    } finally {
      await sql`select pg_advisory_unlock(${TURN})`.execute(connection)
    }
  })
}

const queues = new WeakMap<Database, Map<string, Promise<unknown>>>()

/**
 * Runs `work` once all earlier ones of the same name on this database are over, within this process. Where transactions
 * write the same row they would conflict otherwise: it saves attempts, and connections that wait; correct they are
 * without it.
 */
export function oneAfterAnother<Value>(db: Database, name: string, work: () => Promise<Value>): Promise<Value> {
  const queue = queues.get(db) ?? new Map<string, Promise<unknown>>()
  queues.set(db, queue)
  const before = queue.get(name) ?? Promise.resolve()
  const turn = before.then(work)
  const over = turn.then(
    () => {},
    () => {},
  )
  queue.set(name, over)
  void over.then(() => queue.get(name) === over && queue.delete(name))
  return turn
}
