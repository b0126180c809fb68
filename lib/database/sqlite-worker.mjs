import { chmodSync, closeSync, fdatasync, openSync } from 'node:fs'
import { hrtime } from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { parentPort } from 'node:worker_threads'
import { LRUCache } from 'lru-cache'

// The thread that has SQLite's connections. It answers the requests of sqlite-thread.ts, which says what they are.

/** While SQLite itself waits for a lock it holds this thread, and all who read, so it waits hardly at all. */
const WAIT_ON_THREAD_MS = 10
const TRY_AGAIN_MS = 15
/** Another process holds the lock: https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5
/** Kept prepared for each connection: some hundred that the app has, and one more for each length of a list of values. */
const MOST_STATEMENTS = 500

const databases = new Map()

parentPort.on('message', (request) => {
  const known = databases.get(request.database)
  const database = known ?? createDatabase(request.path)
  if (!known) databases.set(request.database, database)
  database.take(request)
  if (request.kind === 'close') databases.delete(request.database)
})

/** A database by its two connections: one that writes, and one that reads what is committed meanwhile. */
function createDatabase(path) {
  let opened
  /** Whether what is being done needs the disk. */
  let changed = false
  // What could not be opened is tried again when somebody asks.
  const connections = () => {
    opened ??= openConnections(path)
    return opened
  }
  const run = ({ sql, parameters }) => {
    const { writer } = connections()
    const statement = writer.statement(sql)
    changed ||= !statement.isSelect
    return statement.run(parameters)
  }
  const kept = async (answer) => {
    if (changed) await connections().log.synced()
    return answer
  }
  /** A transaction is ended by a full disk, and by the end of the thread that had it: nothing may be run in its stead. */
  const requireTransaction = () => {
    if (!connections().writer.isInTransaction()) throw new Error('The transaction has ended')
  }
  const rollBack = () => {
    if (opened?.writer.isInTransaction()) opened.writer.execute('rollback')
  }

  const write = {
    open: () => {
      connections()
      return {}
    },
    alone: (request) => {
      changed = false
      return kept(run(request))
    },
    first: (request) => {
      const { writer } = connections()
      if (!writer.isInTransaction()) writer.execute('begin immediate')
      changed = false
      return run(request)
    },
    within: (request) => {
      requireTransaction()
      return run(request)
    },
    commit: () => {
      requireTransaction()
      connections().writer.execute('commit')
      return kept({})
    },
    rollback: () => {
      rollBack()
      return {}
    },
    close: async () => {
      if (!opened) return {}
      await opened.log.close()
      opened.reader.close()
      opened.writer.close()
      return {}
    },
  }
  const writing = inOrder((request) => write[request.kind](request), { commit: rollBack })
  const reading = inOrder(({ sql, parameters }) => connections().reader.statement(sql).run(parameters))
  return { take: (request) => (request.kind === 'read' ? reading(request) : writing(request)) }
}

/**
 * Answers one request after the other. While another process holds the lock the first is tried again, until it gives up, and
 * the thread does other things.
 */
function inOrder(answer, afterFailed = {}) {
  const waiting = []
  let held = false
  const goOn = () => {
    while (!held && waiting.length > 0) {
      const [request] = waiting
      try {
        settle(request, answer(request))
      } catch (error) {
        if (isBusy(error) && hrtime.bigint() < request.givesUpAt) {
          held = true
          setTimeout(() => {
            held = false
            goOn()
          }, TRY_AGAIN_MS)
          return
        }
        refuse(request, error)
        afterFailed[request.kind]?.()
      }
      waiting.shift()
    }
  }
  return (request) => {
    waiting.push(request)
    goOn()
  }
}

function settle(request, answer) {
  if (answer instanceof Promise) answer.then((later) => settle(request, later))
  else parentPort.postMessage({ id: request.id, ...answer })
}

/** Errors lose these on the way between threads. */
const TOLD = ['name', 'code', 'errcode', 'errstr', 'syscall']

function refuse({ id }, error) {
  const told = TOLD.filter((property) => property in error).map((property) => [property, error[property]])
  parentPort.postMessage({ id, failed: { ...Object.fromEntries(told), message: error.message } })
}

function isBusy({ errcode }) {
  return errcode !== undefined && (errcode & 0xff) === SQLITE_BUSY
}

function openConnections(path) {
  keepToOwner(path)
  const database = new DatabaseSync(path, { timeout: WAIT_ON_THREAD_MS })
  try {
    const { journal_mode } = database.prepare('pragma journal_mode = wal').get()
    // What is deleted is overwritten, so that an erased person does not stay in unused parts of the file.
    database.exec('pragma foreign_keys = on; pragma secure_delete = on')
    const log = journal_mode === 'wal' ? openLog(database) : withoutLog(database)
    const reader = new DatabaseSync(path, { timeout: WAIT_ON_THREAD_MS, readOnly: true })
    return { writer: connect(database), reader: connect(reader), log }
  } catch (error) {
    database.close()
    throw error
  }
}

/** A connection that remembers its statements. */
function connect(database) {
  const statements = new LRUCache({ max: MOST_STATEMENTS })
  const prepare = (sql) => {
    const statement = database.prepare(sql)
    const hasRows = statement.columns().length > 0
    const run = hasRows
      ? (values) => ({ rows: statement.all(...values) })
      : (values) => {
          const { changes, lastInsertRowid } = statement.run(...values)
          return { changes, insertId: lastInsertRowid }
        }
    return { run, isSelect: /^\s*select\b/i.test(sql) }
  }
  return {
    statement(sql) {
      const known = statements.get(sql) ?? prepare(sql)
      statements.set(sql, known)
      return known
    },
    execute: (sql) => database.exec(sql),
    isInTransaction: () => database.isTransaction,
    close: () => database.close(),
  }
}

/**
 * The write-ahead log, brought to the disk by us and not by each commit: those that come while it is on its way there go together
 * with the next. SQLite keeps the order of its files by itself (https://www.sqlite.org/pragma.html#pragma_synchronous): without
 * our sync the last commits could be lost, and no more than that; with it, none that was answered.
 */
function openLog(database) {
  database.exec('pragma synchronous = normal; pragma user_version')
  const file = openSync(`${database.location()}-wal`, 'r+')
  let next
  let last = Promise.resolve()
  const sync = () => {
    next = undefined
    const { promise, resolve } = Promise.withResolvers()
    fdatasync(file, (error) => {
      // Nobody knows what is on the disk: the thread ends, and the next one reads what is there.
      if (error) throw error
      resolve()
    })
    return promise
  }
  const synced = () => {
    if (!next) {
      next = last.then(sync)
      last = next
    }
    return next
  }
  return {
    synced,
    close: async () => {
      await last
      closeSync(file)
    },
  }
}

/** A file system that allows no such log. */
function withoutLog(database) {
  database.exec('pragma synchronous = full')
  return { synced: () => Promise.resolve(), close: () => Promise.resolve() }
}

/** The database and what SQLite puts beside it, which takes its mode, are the owner's alone. */
function keepToOwner(path) {
  try {
    closeSync(openSync(path, 'ax', 0o600))
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  try {
    chmodSync(path, 0o600)
  } catch {
    // A volume of somebody else's keeps its own modes.
  }
}
