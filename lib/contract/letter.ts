import { z } from 'zod'

/** What is written to a customer by mail. The words are `messages/<language>.json` under `mail`. */
export const LETTERS = ['approved', 'attention', 'rejected', 'expired', 'link', 'code'] as const

export const letterSchema = z.object({
  to: z.string(),
  language: z.string(),
  letter: z.enum(LETTERS),
  /** What stands in the words: a code, or an address and until when it is good (ISO 8601). */
  values: z.object({ code: z.string().optional(), url: z.string().optional(), until: z.iso.datetime().optional() }),
})
export type Letter = z.infer<typeof letterSchema>
