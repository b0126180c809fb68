import { z } from 'zod'
import { documentTypeSchema } from './document-schemas'

/**
 * One upload that goes on at a phone: a fresh one-time link, good for ten minutes and for this upload alone. The phone
 * shows the same code as the computer, so that a person sees that the two belong together.
 */

export const HAND_OVER_MINUTES = 10

/** What the phone may do: show this document for this field of this step, and nothing else. */
export const uploadScopeSchema = z.strictObject({
  step_id: z.uuid(),
  step: z.string().min(1).max(64),
  field: z.string().min(1).max(200),
  document_type: documentTypeSchema,
  country: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
})
export type UploadScope = z.infer<typeof uploadScopeSchema>

export const handOverSchema = z.object({
  id: z.string(),
  /** The address without its origin: only the page knows where it was reached. */
  path: z.string(),
  code: z.string().regex(/^\d{4}$/),
  expires_at: z.iso.datetime(),
})
export type HandOver = z.infer<typeof handOverSchema>

/** What became of the link. */
export const handOverStateSchema = z.object({ state: z.enum(['waiting', 'opened', 'expired']) })
export type HandOverState = z.infer<typeof handOverStateSchema>
