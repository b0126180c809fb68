import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Fault } from '@/lib/contract/errors'

/** What SQLite stores. It crosses to the thread as it is, and comes back so. */
export type Value = null | number | bigint | string | NodeJS.ArrayBufferView

type Statement = {
  readonly sql: string
  readonly parameters: readonly Value[]
}
/**
 * What the thread is asked. `read` sees what is committed, beside a transaction that is going on; `alone` is a transaction of
 * its own; `first` begins one, and `within` belongs to it. What changes the database is answered once it is on the disk: `alone`,
 * `commit`. All but `read` is done in the order in which it is asked.
 */
type Request =
  | (Statement & { readonly kind: 'read' | 'alone' | 'first' | 'within' })
  | { readonly kind: 'open' | 'commit' | 'rollback' | 'close' }

type Answer = { rows?: unknown[]; changes?: number | bigint; insertId?: number | bigint }
type Failure = { message: string }

/** An SQLite database in the thread. */
export type DatabaseInThread = {
  /** @param givesUpAt until when it waits for another process that writes, on the clock of `process.hrtime.bigint()`. */
  ask(request: Request, givesUpAt: bigint): Promise<Answer>
}

type Thread = { worker: Worker; waiting: Map<number, (answer: Answer | { failed: Failure | Error }) => void> }

/** One for all databases of this process; nearly always that is one. */
let running: Thread | undefined
let [lastDatabase, lastRequest] = [0, 0]

/**
 * An SQLite database whose every statement runs in a thread of its own, so that neither a lock nor a slow disk holds those who are
 * served. A thread that has ended is replaced when somebody asks again; what waited for it fails.
 */
export function openInThread(path: string): DatabaseInThread {
  lastDatabase += 1
  const database = lastDatabase
  return {
    async ask(request, givesUpAt) {
      running ??= start()
      const { worker, waiting } = running
      lastRequest += 1
      const id = lastRequest
      const answered = new Promise<Answer | { failed: Failure | Error }>((resolve) => waiting.set(id, resolve))
      // Alone it keeps no process alive, and what it was asked does.
      if (waiting.size === 1) worker.ref()
      worker.postMessage({ id, database, path, givesUpAt, ...request })
      const answer = await answered
      if ('failed' in answer) throw failed(answer.failed)
      return answer
    },
  }
}

function start(): Thread {
  // The app's own sources are deployed as they are. The thread needs nothing of the environment, secrets least of all.
  const source = join(/* turbopackIgnore: true */ process.cwd(), 'lib/database/sqlite-worker.mjs')
  const worker = new Worker(pathToFileURL(source), { env: {} })
  worker.unref()
  const thread: Thread = { worker, waiting: new Map() }
  let cause: unknown
  worker.on('message', ({ id, ...answer }: { id: number } & Answer) => {
    const settle = thread.waiting.get(id)
    thread.waiting.delete(id)
    if (thread.waiting.size === 0) worker.unref()
    settle?.(answer)
  })
  worker.on('error', (error) => {
    cause = error
  })
  worker.on('exit', () => {
    if (running === thread) running = undefined
    const failure = new Fault('The thread of the database has ended', { cause })
    for (const settle of thread.waiting.values()) settle({ failed: failure })
  })
  return thread
}

/** Made where it is thrown, so that its trace says who asked. */
function failed(failure: Failure | Error): Error {
  return failure instanceof Error ? failure : Object.assign(new Error(failure.message), failure)
}
