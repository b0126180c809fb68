import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import {
  type EntryKey,
  type ListVersion,
  type Screening,
  ScreeningFailed,
  type ScreeningHost,
  type ScreeningOptions,
  type Subject,
} from '../port'

type Lists = { readonly compiled: SharedArrayBuffer; readonly only: readonly EntryKey[] | undefined }
type Waiting = { resolve(answers: Screening[]): void; reject(failure: Error): void }
type Running = {
  worker: Worker
  versions: readonly ListVersion[]
  waiting: Map<number, Waiting>
  /** Has another thread begin in its place. */
  replace(): void
}
type Message = { versions: readonly ListVersion[] } | { id: number; answers: Screening[] }

/** Heap of a worker, far above what all public lists together take. */
const MOST_MEMORY_MB = 2048
/** The longest that lists may take to load, in milliseconds: thirty times what two million names take. */
const LOAD_MS = 10 * 60_000

/**
 * Searches lists in a thread of its own, so that no request waits for one. A search that takes too long ends the thread,
 * since nothing else can interrupt it; what else waited for it fails as `crashed`, and another thread is started.
 */
export function openScreeningHost(): ScreeningHost {
  let lists: Lists | undefined
  let running: Promise<Running> | undefined
  let versions: readonly ListVersion[] = []
  let closed = false
  let last = 0

  const begin = (searched: Lists): Promise<Running> => {
    const worker = new Worker(sourceOf('lib/kyc/verification/screening/worker/screening-worker.mjs'), {
      workerData: { ...searched, loader: sourceOf('scripts/load-app.mjs').href },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    })
    worker.unref()
    const waiting = new Map<number, Waiting>()
    let served = false
    const started = new Promise<Running>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new ScreeningFailed('deadline'))
        void worker.terminate()
      }, LOAD_MS).unref()
      worker.on('message', (message: Message) => {
        if ('versions' in message) {
          clearTimeout(late)
          served = true
          return resolve({ worker, versions: message.versions, waiting, replace })
        }
        waiting.get(message.id)?.resolve(message.answers)
        waiting.delete(message.id)
        if (waiting.size === 0) worker.unref()
      })
      // What a thread could not load is told to whoever wanted it loaded.
      worker.on('error', reject)
      worker.on('exit', () => {
        clearTimeout(late)
        const failure = new ScreeningFailed(closed ? 'closed' : 'crashed')
        reject(failure)
        for (const one of waiting.values()) one.reject(failure)
        waiting.clear()
        replace()
      })
    })
    const replace = () => {
      if (running !== started) return
      running = undefined
      // Lists with which no thread could begin are tried again when somebody searches, not for ever.
      if (served) void held().catch(() => {})
    }
    return started
  }

  /** The thread that holds the lists: another one where the last has ended. */
  const held = async (): Promise<Running> => {
    if (closed || !lists) throw new ScreeningFailed('closed')
    running ??= begin(lists)
    return await running
  }

  return {
    versions: () => versions,
    load: async (compiled, only) => {
      if (closed) throw new ScreeningFailed('closed')
      const shared = new SharedArrayBuffer(compiled.byteLength)
      new Uint8Array(shared).set(compiled)
      const searched = { compiled: shared, only }
      const next = begin(searched)
      const started = await next
      const before = await running?.catch(() => undefined)
      lists = searched
      running = next
      versions = started.versions
      if (before) {
        // Searches under way end with the old lists.
        await whenIdle(before)
        await before.worker.terminate()
      }
      return versions
    },
    screen: async (subjects, { deadline_ms, ...options }) => {
      const current = await held()
      last += 1
      return await answered(current, { id: last, subjects, options }, deadline_ms)
    },
    close: async () => {
      closed = true
      const current = await running?.catch(() => undefined)
      await current?.worker.terminate()
    },
  }
}

function answered(
  { worker, waiting, replace }: Running,
  request: { id: number; subjects: readonly Subject[]; options: ScreeningOptions },
  deadlineMs: number,
): Promise<Screening[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(request.id)
      reject(new ScreeningFailed('deadline'))
      replace()
      void worker.terminate()
    }, deadlineMs)
    const settled =
      <Value>(settle: (value: Value) => void) =>
      (value: Value) => {
        clearTimeout(timer)
        settle(value)
      }
    waiting.set(request.id, { resolve: settled(resolve), reject: settled(reject) })
    worker.ref()
    worker.postMessage(request)
  })
}

async function whenIdle({ waiting }: Running): Promise<void> {
  await Promise.allSettled(
    [...waiting.values()].map(
      (entry) =>
        new Promise<void>((done) => {
          const { resolve, reject } = entry
          entry.resolve = (answers) => {
            resolve(answers)
            done()
          }
          entry.reject = (failure) => {
            reject(failure)
            done()
          }
        }),
    ),
  )
}

/** A file of the app's own sources, which are deployed as they are. */
function sourceOf(path: string): URL {
  return pathToFileURL(join(/* turbopackIgnore: true */ process.cwd(), path))
}
