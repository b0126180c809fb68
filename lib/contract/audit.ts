import { z } from 'zod'
import { ACTIONS, ENTITIES, EVENT_NAMES } from './events'

/** One line of the audit: who did what, what happened with it, and which fields changed. */
export const auditRowSchema = z.strictObject({
  id: z.uuid(),
  at: z.iso.datetime(),
  brand: z.string(),
  customer_id: z.string().nullable(),
  /** Who: a key's name, `customer`, or `system`. */
  actor: z.string(),
  role: z.string(),
  /** What was done: the method's canonical name, or the customer's or the system's verb. */
  action: z.enum(ACTIONS),
  /** What happened with it. One action may bring about several events. */
  event: z.enum(EVENT_NAMES),
  entity: z.enum(ENTITIES),
  entity_id: z.string(),
  /** The fields that changed; answers are named, never quoted. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  comment: z.string().nullable(),
})
export type AuditRow = z.infer<typeof auditRowSchema>
