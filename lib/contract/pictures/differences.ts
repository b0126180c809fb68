import { z } from 'zod'
import { MAX_LENGTH } from '../limits'
import { storableText } from '../messages/storable-text'

/** What a customer says where a document and their answer differ. */
export const RESOLUTIONS = {
  corrected: 'They took over what the document says',
  kept: 'They keep their answer',
} as const
const RESOLUTION_NAMES = Object.keys(RESOLUTIONS) as [keyof typeof RESOLUTIONS, ...(keyof typeof RESOLUTIONS)[]]
const resolutionNameSchema = z.enum(RESOLUTION_NAMES).describe(
  Object.entries(RESOLUTIONS)
    .map(([name, meaning]) => `${name}: ${meaning}.`)
    .join('\n'),
)

/** Resolves the difference between a document and the answer in `field`. `reason` is of one that is kept. */
export const resolveDifferenceRequestSchema = z.strictObject({
  field: z.string().min(1).max(MAX_LENGTH.fieldName),
  resolution: resolutionNameSchema,
  reason: storableText.max(MAX_LENGTH.line).optional(),
})
export type ResolveDifferenceRequest = z.infer<typeof resolveDifferenceRequestSchema>

/** What the customer said of a difference, for reviewers. */
export const resolutionSchema = z
  .strictObject({
    field: z.string(),
    resolution: resolutionNameSchema,
    /** Their answer when they were asked. */
    answer: z.string(),
    /** Why they keep it, in their own words. */
    reason: z.string().nullable(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Resolution' })
export type Resolution = z.infer<typeof resolutionSchema>
