import { z } from 'zod'
import { REQUESTABLE_LEVELS } from './levels/levels'
import { messageSchema } from './messages/message'
import { missingStepSchema } from './records'

/** The kinds of emails to customers. Their texts are in `messages/<language>.json`, under `mail`. */
export const EMAIL_KINDS = ['approved', 'attention', 'rejected', 'question', 'expired', 'link', 'code'] as const

export const emailSchema = z.object({
  to: z.string(),
  language: z.string(),
  /** The kind. The key must stay `letter`: pending emails in existing databases use it. */
  letter: z.enum(EMAIL_KINDS),
  /**
   * Filled into the text: a code, a URL and when it expires (ISO 8601), the level that was reached, what is missing,
   * what the reviewer wrote or asks.
   */
  values: z.object({
    code: z.string().optional(),
    url: z.string().optional(),
    until: z.iso.datetime().optional(),
    level: z.enum(REQUESTABLE_LEVELS).optional(),
    missing: z.array(missingStepSchema).optional(),
    message: messageSchema.optional(),
  }),
})
export type Email = z.infer<typeof emailSchema>
export type EmailKind = Email['letter']
