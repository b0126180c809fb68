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

/** What proves later that a brand's audit had this row as its last one: kept where nobody can change it. */
export const anchorSchema = z.strictObject({
  brand: z.string(),
  sequence: z.int().positive(),
  link: z.string(),
  /** Of brand, sequence and link. */
  signature: z.string(),
  /** The key that verifies the signature (Ed25519, SPKI in base64url). */
  public_key: z.string(),
  at: z.iso.datetime(),
})
export type Anchor = z.infer<typeof anchorSchema>
