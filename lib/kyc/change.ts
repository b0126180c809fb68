import type { LRUCache } from 'lru-cache'
import { v7 as uuid } from 'uuid'
import type { CustomerKyc } from '@/lib/contract/customer'
import type { AuditRow } from '@/lib/contract/records'
import type { Feed } from '@/lib/database/feed'
import type { Database, Tx } from '@/lib/database/schema'
import { inTransaction } from '@/lib/database/transaction'
import type { Sealer } from '@/lib/files/encryption'

/** Who acts: a manager's key, the customer, or the system. Everything happens within one brand. */
export type Actor = { name: string; role: string; brand: string }

/** Profiles as customers see them, by id. */
export type Cache = LRUCache<string, { stamp: string; kyc: CustomerKyc }>

/** What every part of the manager works with. */
export type Context = {
  db: Database
  sealer: Sealer
  clock: () => Date
  feed: Feed
  /** What was last shown of a profile, under what it was made from. */
  cache: Cache
  /** Whether the broker's systems are told of changes, and customers of decisions. */
  webhooks: boolean
  mail: boolean
  /** Where the screens are reached from outside; null when nobody has said. */
  publicUrl: string | null
  /** Called after a commit that left something to deliver. */
  deliverSoon: () => void
  /** Called after a commit that left a document to read. */
  readSoon: () => void
}

/** One transaction: a change, its audit rows and what others must hear of it commit together. */
export type Change = {
  tx: Tx
  sealer: Sealer
  actor: Actor
  action: string
  now: string
  webhooks: boolean
  mail: boolean
  /** The ids of the things whose audit rows this change has written. */
  touched: ReadonlySet<string>
  /** Writes the audit row of one changed thing. */
  record: (entry: AuditEntry) => Promise<void>
  /** Tells whoever watches the customer, once it is committed. */
  announce: (customerId: string, version: number) => Promise<void>
  /** After the commit wakes the delivery. */
  deliverSoon: () => void
  /** After the commit wakes the reading of documents. */
  readSoon: () => void
}

type AuditEntry = Pick<AuditRow, 'entity' | 'entity_id' | 'customer_id'> &
  Partial<Pick<AuditRow, 'before' | 'after' | 'comment'>>

/** Runs `work` in one transaction under the name `action`; whatever it throws rolls everything back. */
export async function makeChange<Value>(
  context: Context,
  actor: Actor,
  action: string,
  work: (change: Change) => Promise<Value>,
): Promise<Value> {
  const { value, afterCommit } = await inTransaction(context.db, async (tx) => {
    const now = context.clock().toISOString()
    const effects: (() => void)[] = []
    const touched = new Set<string>()
    const done = await work({
      tx,
      sealer: context.sealer,
      actor,
      action,
      now,
      webhooks: context.webhooks,
      mail: context.mail,
      touched,
      record: (entry) => {
        touched.add(entry.entity_id)
        return insertAuditRow(tx, actor, action, now, entry)
      },
      announce: async (customerId, version) => {
        const news = { brand: actor.brand, customerId, version }
        await context.feed.tell(tx, news)
        effects.push(() => context.feed.committed(news))
      },
      deliverSoon: () => effects.push(context.deliverSoon),
      readSoon: () => effects.push(context.readSoon),
    })
    return { value: done, afterCommit: effects }
  })
  for (const effect of afterCommit) effect()
  return value
}

/** Writes one audit row within a transaction. */
export async function insertAuditRow(
  tx: Tx,
  actor: Actor,
  action: string,
  now: string,
  entry: AuditEntry,
): Promise<void> {
  const { entity, entity_id, customer_id, before = null, after = null, comment = null } = entry
  await tx
    .insertInto('audit')
    .values({
      id: uuid(),
      at: now,
      brand: actor.brand,
      customer_id,
      actor: actor.name,
      role: actor.role,
      action,
      entity,
      entity_id,
      before: before && JSON.stringify(before),
      after: after && JSON.stringify(after),
      comment,
    })
    .execute()
}
