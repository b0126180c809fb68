import { z } from 'zod'
import { countryCodeSchema, documentTypeSchema } from '../document-schemas'
import { MAX_LENGTH } from '../limits'

/**
 * A cross-device handoff takes one upload to a phone, by a one-time link that works for ten minutes and for this upload
 * alone. Both screens show the same code, so that a person can see that they belong together.
 */

export const HANDOFF_MINUTES = 10

/** All that the phone may do: upload this document for this field of this step. */
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
  /** The address without its origin: only the page knows where it was reached. */
  path: z.string(),
  code: z.string().regex(/^\d{4}$/),
  expires_at: z.iso.datetime(),
})
export type Handoff = z.infer<typeof handoffSchema>

/** What became of the link. */
export const handoffStateSchema = z.object({ state: z.enum(['waiting', 'opened', 'expired']) })
export type HandoffState = z.infer<typeof handoffStateSchema>
