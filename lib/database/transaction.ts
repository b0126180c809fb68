import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { Fault, KycError } from '@/lib/contract/errors'
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

/** More are not kept waiting: the last of them would wait for longer than anybody does. */
const MOST_WAITING = 1_000

type Queue = { last: Promise<void>; waiting: number }
const queues = new WeakMap<Database, Map<string, Queue>>()

/**
 * Runs `work` once all earlier ones of the same name on this database are over, within this process. Where transactions
 * write the same row they would conflict otherwise: it saves attempts, and connections that wait; correct they are
 * without it. Throws BACKEND_UNAVAILABLE where a thousand wait already.
 */
export async function oneAfterAnother<Value>(db: Database, name: string, work: () => Promise<Value>): Promise<Value> {
  const named = queues.get(db) ?? new Map<string, Queue>()
  queues.set(db, named)
  const queue = named.get(name) ?? { last: Promise.resolve(), waiting: 0 }
  if (queue.waiting >= MOST_WAITING)
    throw new KycError('BACKEND_UNAVAILABLE', { cause: new Fault('Too many changes wait for one another') })
  named.set(name, queue)
  queue.waiting += 1
  const turn = queue.last.then(work)
  queue.last = turn.then(
    () => {},
    () => {},
  )
  try {
    return await turn
  } finally {
    queue.waiting -= 1
    if (queue.waiting === 0) named.delete(name)
  }
}
