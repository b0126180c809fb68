import { v7 as uuid } from 'uuid'
import type { AuditRow } from '@/lib/contract/manager'
import type { Database, Tx } from './db'
import type { Sealer } from './encryption'

/** Who acts: a manager's key, the customer, or the system. Everything happens within one brand. */
export type Actor = { name: string; role: string; brand: string }

/** What every part of the manager works with. */
export type Context = {
  db: Database
  sealer: Sealer
  clock: () => Date
  /** Called after a commit that changed a profile. */
  announce: (brand: string, customerId: string, version: number) => void
  /** Called after a commit that left something to deliver. */
  deliverSoon: () => void
}

/** One transaction: a change, its audit rows and what others must hear of it commit together. */
export type Change = {
  tx: Tx
  sealer: Sealer
  actor: Actor
  action: string
  now: string
  /** Writes the audit row of one changed thing. */
  record: (entry: AuditEntry) => Promise<void>
  /** After the commit tells whoever watches the customer. */
  announce: (customerId: string, version: number) => void
  /** After the commit wakes the delivery. */
  deliverSoon: () => void
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
  const afterCommit: (() => void)[] = []
  const value = await context.db.transaction().execute((tx) => {
    const now = context.clock().toISOString()
    return work({
      tx,
      sealer: context.sealer,
      actor,
      action,
      now,
      record: (entry) => insertAuditRow(tx, actor, action, now, entry),
      announce: (customerId, version) => afterCommit.push(() => context.announce(actor.brand, customerId, version)),
      deliverSoon: () => afterCommit.push(context.deliverSoon),
    })
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
