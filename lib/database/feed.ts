import { EventEmitter } from 'node:events'
import { sql } from 'kysely'
import { CHANNEL, listenPostgres } from './postgres'
import type { Tx } from './schema'

/** That a customer's KYC has changed, and to which version. */
export type News = { brand: string; customerId: string; version: number }

/** Tells whoever watches a customer of each change, whichever copy of the app made it. */
export type Feed = {
  /** Called within the transaction of the change: what is told there is heard only when it commits. */
  tell: (tx: Tx, news: News) => Promise<void>
  /** Called after the commit. */
  committed: (news: News) => void
  /** Calls `changed` with each new version, until the answer is called. */
  watch: (brand: string, customerId: string, changed: (version: number) => void) => () => void
  close: () => Promise<void>
}

const nameOf = ({ brand, customerId }: Omit<News, 'version'>) => `${brand}/${customerId}`

/** Within one process: for SQLite, which has one. */
export function createLocalFeed(): Feed {
  const emitter = new EventEmitter().setMaxListeners(0)
  return {
    tell: async () => {},
    committed: (news) => emitter.emit(nameOf(news), news.version),
    watch: watchOn(emitter),
    close: async () => {},
  }
}

/** Among all copies on one Postgres: NOTIFY is part of the transaction, and every copy listens before it serves. */
export async function createPostgresFeed(url: string): Promise<Feed> {
  const emitter = new EventEmitter().setMaxListeners(0)
  const close = await listenPostgres(url, (message) => {
    const { brand, customerId, version } = JSON.parse(message) as News
    emitter.emit(nameOf({ brand, customerId }), version)
  })
  return {
    tell: async (tx, news) => {
      await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(news)})`.execute(tx)
    },
    committed: () => {},
    watch: watchOn(emitter),
    close,
  }
}

function watchOn(emitter: EventEmitter): Feed['watch'] {
  return (brand, customerId, changed) => {
    const name = nameOf({ brand, customerId })
    emitter.on(name, changed)
    return () => emitter.off(name, changed)
  }
}
