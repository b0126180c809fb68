import { z } from 'zod'
import { MAX_LENGTH } from '../limits'

/** A session ends after this many seconds without activity. */
export const SESSION_SECONDS = 30 * 60

/** Reports activity. `lang` also changes the language. */
export const renewSessionRequestSchema = z.strictObject({ lang: z.string().max(MAX_LENGTH.languageTag).optional() })
