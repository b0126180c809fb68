import { z } from 'zod'
import { MAX_LENGTH } from '../limits'

/** A session ends after this many seconds without a sign of the person. */
export const SESSION_SECONDS = 30 * 60

/** The person is active; `lang` also changes the language that the person reads. */
export const renewSessionRequestSchema = z.strictObject({ lang: z.string().max(MAX_LENGTH.languageTag).optional() })
