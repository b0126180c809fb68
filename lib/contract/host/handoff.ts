import { z } from 'zod'
import { countryCodeSchema, documentTypeSchema } from '../document-schemas'
import { MAX_LENGTH } from '../limits'

/**
 * A cross-device handoff moves one upload to a phone, through a one-time link that is valid for ten minutes and only
 * for this upload. Both screens show the same code, so that the person can see that they belong together.
 */

export const HANDOFF_MINUTES = 10

/** What the phone may do: upload this document for this field of this step, and nothing else. */
export const uploadScopeSchema = z.strictObject({
  step_id: z.uuid(),
  step: z.string().min(1).max(MAX_LENGTH.stepCode),
  field: z.string().min(1).max(MAX_LENGTH.fieldName),
  document_type: documentTypeSchema,
  country: countryCodeSchema.nullable(),
})
export type UploadScope = z.infer<typeof uploadScopeSchema>

export const handoffSchema = z.object({
  id: z.string(),
  /** The path without the origin, which only the page knows. */
  path: z.string(),
  code: z.string().regex(/^\d{4}$/),
  expires_at: z.iso.datetime(),
})
export type Handoff = z.infer<typeof handoffSchema>

/** The state of the link. */
export const handoffStateSchema = z.object({ state: z.enum(['waiting', 'opened', 'expired']) })
export type HandoffState = z.infer<typeof handoffStateSchema>
