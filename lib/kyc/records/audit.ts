import { v7 as uuid } from 'uuid'
import type { AuditRow } from '@/lib/contract/audit'
import type { Database, StoredAuditRow, Tx } from '@/lib/database/schema'
import type { Actor, Change } from '../context'
import { definitionOf, type KycEvent, TIMELINE_EVENTS } from '../events'

/** Inserts one row per event of a change. */
export async function insertAudit({ tx, actor, action, now }: Change, events: readonly KycEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ event, entity_id, customer_id, before, after, comment }): StoredAuditRow => {
    return {
      ...{ id: uuid(), at: now, brand: actor.brand, customer_id, actor: actor.name, role: actor.role, action, event },
      ...{ entity: definitionOf(event).entity, entity_id, comment: comment ?? null },
      ...{ before: before ? JSON.stringify(before) : null, after: JSON.stringify(after) },
    }
  })
  await tx.insertInto('audit').values(rows).execute()
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

/** Whether this reviewer has looked at a document or file since then. */
export async function hasLookedSince(
  db: Database,
  { brand, name }: Actor,
  id: string,
  since: string,
): Promise<boolean> {
  const look = await db
    .selectFrom('audit')
    .select('id')
    .where('entity_id', '=', id)
    .where('brand', '=', brand)
    .where('actor', '=', name)
    .where('event', 'in', ['document.viewed', 'file.viewed'])
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
