import { z } from 'zod'

/** What customers are written to about. The words are in `messages/<language>.json`, under `mail`. */
export const EMAIL_KINDS = ['approved', 'attention', 'rejected', 'expired', 'link', 'code'] as const

export const emailSchema = z.object({
  to: z.string(),
  language: z.string(),
  /** Its kind. The key is older than the word, and is in emails that wait to be sent. */
  letter: z.enum(EMAIL_KINDS),
  /** Filled into the words: a code, or an address and how long it works (ISO 8601). */
  values: z.object({ code: z.string().optional(), url: z.string().optional(), until: z.iso.datetime().optional() }),
})
export type Email = z.infer<typeof emailSchema>
export type EmailKind = Email['letter']
