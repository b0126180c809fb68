import { z } from 'zod'
import { ACTIONS, ENTITIES, EVENT_NAMES } from './events'

/** A row of the audit: who did what, the resulting event, and the fields that changed. */
export const auditRowSchema = z
  .strictObject({
    id: z.uuid(),
    at: z.iso.datetime(),
    brand: z.string(),
    customer_id: z.string().nullable(),
    /** The name of a key, `customer` or `system`. */
    actor: z.string(),
    role: z.string(),
    /** What was done: the canonical name of a method, or an action of the customer or the system. */
    action: z.enum(ACTIONS),
    /** What happened as a result. One action may cause several events. */
    event: z.enum(EVENT_NAMES),
    entity: z.enum(ENTITIES),
    entity_id: z.string(),
    /** The fields that changed. Never contains answers. */
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    comment: z.string().nullable(),
  })
  .meta({ id: 'AuditRow' })
export type AuditRow = z.infer<typeof auditRowSchema>
