import { EventEmitter } from 'node:events'
import { sql } from 'kysely'
import { z } from 'zod'
import { CHANNEL, listenPostgres } from './postgres'
import type { Tx } from './schema'

const newsSchema = z.object({
  /** Whose KYC has changed, and to which version. */
  profiles: z.array(z.object({ brand: z.string(), customerId: z.string(), version: z.int() })),
  /** Where work has been left. */
  lanes: z.array(z.string()),
})
/** What a transaction has left for others to hear. */
export type News = z.infer<typeof newsSchema>
export type ProfileNews = News['profiles'][number]

/** Tells of each change, whichever instance of the app made it. */
export type Feed = {
  /** Called within the transaction of the change: what is told there is heard only when it commits. */
  tell: (tx: Tx, news: News) => Promise<void>
  /** Called after the commit. */
  committed: (news: News) => void
  /** Calls `changed` with each new version of a customer's KYC, until the answer is called. */
  watch: (brand: string, customerId: string, changed: (version: number) => void) => () => void
  /** Calls `left` with the lanes in which work has been left, until the answer is called. */
  watchWork: (left: (lanes: string[]) => void) => () => void
  close: () => Promise<void>
}

/** Within one process: for SQLite, which has one. */
export function createLocalFeed(): Feed {
  const { hear, watch, watchWork } = createListeners()
  return { tell: async () => {}, committed: hear, watch, watchWork, close: async () => {} }
}

/** Among all instances on one Postgres: NOTIFY is part of the transaction, and each listens before it serves. */
export async function createPostgresFeed(url: string): Promise<Feed> {
  const { hear, watch, watchWork } = createListeners()
  const close = await listenPostgres(url, (message) => {
    const news = newsSchema.safeParse(JSON.parse(message))
    // An instance of another version may say more or less.
    if (news.success) hear(news.data)
  })
  return {
    tell: async (tx, news) => {
      if (news.profiles.length + news.lanes.length === 0) return
      await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(news)})`.execute(tx)
    },
    committed: () => {},
    ...{ watch, watchWork, close },
  }
}

function createListeners(): Pick<Feed, 'watch' | 'watchWork'> & { hear: (news: News) => void } {
  const emitter = new EventEmitter().setMaxListeners(0)
  const on = <Value>(name: string, listener: (value: Value) => void) => {
    emitter.on(name, listener)
    return () => emitter.off(name, listener)
  }
  return {
    hear: ({ profiles, lanes }) => {
      for (const { brand, customerId, version } of profiles) emitter.emit(`profile ${brand}/${customerId}`, version)
      if (lanes.length > 0) emitter.emit('work', lanes)
    },
    watch: (brand, customerId, changed) => on(`profile ${brand}/${customerId}`, changed),
    watchWork: (left) => on('work', left),
  }
}
