import type { Database, ScreeningIndexRow } from '@/lib/database/schema'
import { COMPILED } from '@/lib/files/list-files'
import type { Sealer } from '@/lib/files/sealer'
import type { FileStore } from '@/lib/files/store'
import type { EntryKey, ScreeningHost } from '../verification/screening/port'
import { indexInForce, readLists } from './indexes'

export type Searched = { index: ScreeningIndexRow; host: ScreeningHost }

/** What an instance searches in: it holds what is in force, and swaps it when that changes. */
export type Search = {
  /** Null until a list was taken. */
  inForce: () => Promise<Searched | null>
  /** A host of its own for some entries alone. Whoever asked closes it. */
  only: (index: ScreeningIndexRow, entries: readonly EntryKey[]) => Promise<ScreeningHost>
  close: () => Promise<void>
}

type SearchWith = { db: Database; store: FileStore; sealer: Sealer; openHost: () => ScreeningHost }

/** Opens no host before somebody is screened: most instances of a deployment without lists never do. */
export function createSearch({ db, openHost, ...files }: SearchWith): Search {
  let held: Searched | null = null
  let turn: Promise<unknown> = Promise.resolve()

  async function bringUp(): Promise<Searched | null> {
    const index = await indexInForce(db)
    if (!index) return null
    if (held?.index.id === index.id) return held
    const compiled = await readLists(files, index.id, COMPILED)
    const host = held?.host ?? openHost()
    await host.load(compiled)
    held = { index, host }
    return held
  }

  return {
    // One after another: two that found the same new lists would both load them.
    inForce() {
      const next = turn.then(bringUp)
      turn = next.catch(() => {})
      return next
    },
    async only(index, entries) {
      const host = openHost()
      try {
        await host.load(await readLists(files, index.id, COMPILED), entries)
        return host
      } catch (error) {
        await host.close()
        throw error
      }
    },
    async close() {
      await turn
      await held?.host.close()
      held = null
    },
  }
}
