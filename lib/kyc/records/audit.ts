import { v7 as uuid } from 'uuid'
import type { AuditRow } from '@/lib/contract/audit'
import type { Database, StoredAuditRow, Tx } from '@/lib/database/schema'
import type { Actor, Change } from '../context'
import { definitionOf, type KycEvent, TIMELINE_EVENTS } from '../events'
import { type AuditEntry, DESTROYED, extendChain } from './audit-chain'
import { rangesOf } from './sequence-ranges'

const BATCH = 1_000

/** Inserts one row per event of a change, at the end of the brand's chain. */
export async function insertAudit(
  { tx, auditKey, actor, action, now }: Change,
  events: readonly KycEvent[],
): Promise<void> {
  if (events.length === 0) return
  const entries = events.map(({ event, entity_id, customer_id, before, after, comment }): AuditEntry => {
    return {
      ...{ id: uuid(), at: now, brand: actor.brand, customer_id, actor: actor.name, role: actor.role, action, event },
      ...{ entity: definitionOf(event).entity, entity_id, comment: comment ?? null },
      ...{ before: before ? JSON.stringify(before) : null, after: JSON.stringify(after) },
    }
  })
  await tx
    .insertInto('audit')
    .values(await extendChain(tx, auditKey, actor.brand, entries))
    .execute()
}

/**
 * Destroys what the audit says of a customer; that something happened, and when, stays in the chain.
 * @returns the sequences of these rows, for the erasure's own row.
 */
export async function destroyAudit(tx: Tx, brand: string, customerId: string): Promise<string> {
  const rows = await tx
    .updateTable('audit')
    .set(DESTROYED)
    .where('brand', '=', brand)
    .where('customer_id', '=', customerId)
    .returning('sequence')
    .execute()
  return rangesOf(rows.flatMap(({ sequence }) => sequence ?? []).sort((one, other) => one - other))
}

/** The audit rows of a customer's timeline, oldest first. */
export function timelineRows(
  db: Database | Tx,
  brand: string,
  customerId: string,
): Promise<Pick<StoredAuditRow, 'at' | 'event' | 'entity' | 'entity_id' | 'role'>[]> {
  return db
    .selectFrom('audit')
    .select(['at', 'event', 'entity', 'entity_id', 'role'])
    .where('brand', '=', brand)
    .where('customer_id', '=', customerId)
    .where('event', 'in', TIMELINE_EVENTS)
    .orderBy('id')
    .execute()
}

/** A brand's audit in the order of its chain; last come rows that stand in none. */
export async function* auditInOrder(db: Database, brand: string): AsyncGenerator<StoredAuditRow> {
  for (const chained of [true, false]) {
    let after = { sequence: 0, id: '' }
    for (;;) {
      const { sequence, id } = after
      const ofBrand = db.selectFrom('audit').selectAll().where('brand', '=', brand)
      const part = chained
        ? ofBrand
            .where(({ eb, refTuple, tuple }) => eb(refTuple('sequence', 'id'), '>', tuple(sequence, id)))
            .orderBy('sequence')
        : ofBrand.where('sequence', 'is', null).where('id', '>', id)
      const rows = await part.orderBy('id').limit(BATCH).execute()
      yield* rows
      const last = rows.at(-1)
      if (rows.length < BATCH || !last) break
      after = { sequence: last.sequence ?? 0, id: last.id }
    }
  }
}

/** All audit rows of a customer, oldest first. */
export function customerAudit(db: Database | Tx, brand: string, customerId: string): Promise<StoredAuditRow[]> {
  return db
    .selectFrom('audit')
    .selectAll()
    .where('brand', '=', brand)
    .where('customer_id', '=', customerId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** Whether the same was done by the same one since then. */
export async function hasHappenedSince(
  db: Database | Tx,
  { brand, name }: Actor,
  { event, entity_id }: Pick<KycEvent, 'event' | 'entity_id'>,
  since: string,
): Promise<boolean> {
  const look = await db
    .selectFrom('audit')
    .select('id')
    .where('entity_id', '=', entity_id)
    .where('brand', '=', brand)
    .where('actor', '=', name)
    .where('event', '=', event)
    .where('at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return look !== undefined
}

/** Maps a row to the manager's API. */
export function toAuditRow(row: StoredAuditRow): AuditRow {
  const { id, at, brand, customer_id, actor, role, action, event, entity, entity_id, comment } = row
  return {
    ...{ id, at, brand, customer_id, actor, role, action, event, entity, entity_id, comment },
    ...{ before: row.before && JSON.parse(row.before), after: row.after && JSON.parse(row.after) },
  }
}
