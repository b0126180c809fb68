import { EventEmitter } from 'node:events'
import { sql } from 'kysely'
import { z } from 'zod'
import { CHANNEL, listenPostgres } from './postgres'
import type { Tx } from './schema'

const notificationSchema = z.object({
  /** The customers whose KYC changed, with the new versions. */
  profiles: z.array(z.object({ brand: z.string(), customerId: z.string(), version: z.int() })),
  /** The lanes that have new jobs. */
  lanes: z.array(z.string()),
})
/** What a transaction tells all instances when it commits. */
export type Notification = z.infer<typeof notificationSchema>
export type ProfileChange = Notification['profiles'][number]

/** Publishes each committed change to all instances. */
export type Feed = {
  /** Called within the transaction of the change. Published only if it commits. */
  publish: (tx: Tx, notification: Notification) => Promise<void>
  /** Called after the commit. */
  afterCommit: (notification: Notification) => void
  /** Calls `changed` with each new version of a customer's KYC. Returns a function that ends this. */
  watch: (brand: string, customerId: string, changed: (version: number) => void) => () => void
  /** Calls `wake` with the lanes that have new jobs. Returns a function that ends this. */
  watchLanes: (wake: (lanes: string[]) => void) => () => void
  close: () => Promise<void>
}

/** A feed within one process, for SQLite: it is only ever used by one. */
export function createLocalFeed(): Feed {
  const { dispatch, watch, watchLanes } = createListeners()
  return { publish: async () => {}, afterCommit: dispatch, watch, watchLanes, close: async () => {} }
}

/** A feed among all instances on one Postgres. NOTIFY is transactional, and each instance listens before it serves. */
export async function createPostgresFeed(url: string): Promise<Feed> {
  const { dispatch, watch, watchLanes } = createListeners()
  const close = await listenPostgres(url, (message) => {
    const notification = notificationSchema.safeParse(parseJson(message))
    // An instance of another version may send another format.
    if (notification.success) dispatch(notification.data)
  })
  return {
    publish: async (tx, notification) => {
      if (notification.profiles.length + notification.lanes.length === 0) return
      await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(notification)})`.execute(tx)
    },
    afterCommit: () => {},
    ...{ watch, watchLanes, close },
  }
}

function createListeners(): Pick<Feed, 'watch' | 'watchLanes'> & { dispatch: (notification: Notification) => void } {
  const emitter = new EventEmitter().setMaxListeners(0)
  const on = <Value>(name: string, listener: (value: Value) => void) => {
    emitter.on(name, listener)
    return () => emitter.off(name, listener)
  }
  return {
    dispatch: ({ profiles, lanes }) => {
      for (const { brand, customerId, version } of profiles) emitter.emit(`profile ${brand}/${customerId}`, version)
      if (lanes.length > 0) emitter.emit('lanes', lanes)
    },
    watch: (brand, customerId, changed) => on(`profile ${brand}/${customerId}`, changed),
    watchLanes: (wake) => on('lanes', wake),
  }
}

/** Undefined for what is no JSON: anybody with the database's password can notify. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
