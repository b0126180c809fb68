import { z } from 'zod'
import { MAX_LENGTH } from '../limits'
import { LANGUAGES } from './languages'

/** Control characters except line breaks and tabs, halves of characters, and what reorders the text around it. */
const REFUSED = /[^\P{Cc}\n\r\t]|[\p{Cs}\u202A-\u202E\u2066-\u2069]/u
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/** What a reviewer writes to a customer, in the language that it is written in. Plain text with line breaks. */
export const messageSchema = z
  .strictObject({
    text: z
      .string()
      .trim()
      .max(MAX_LENGTH.message)
      .refine((text) => VISIBLE.test(text), 'must not be empty')
      .refine((text) => !REFUSED.test(text), 'must not contain control characters'),
    language: z.enum(LANGUAGES),
  })
  .meta({ id: 'Message' })
export type Message = z.infer<typeof messageSchema>
