import { z } from 'zod'
import { documentPurposeSchema, documentTypeSchema } from '../document-schemas'
import { SCREEN_PROBLEMS } from '../error-codes'
import { requestableLevelSchema } from '../levels/level-schemas'
import { MAX_LENGTH } from '../limits'
import { questionNumber, STEP_CODE_PATTERN } from '../well-known'
import { appearanceSchema } from './appearance'
import { THEMES } from './themes'
import { MAX_TOKEN_LENGTH } from './token'

/**
 * The query parameters of the three screens. Names and values are case-insensitive. Unknown parameters are ignored and
 * unknown values count as absent, so that a malformed link never stops a person.
 */

export const HOST_SOURCES = ['web', 'android', 'ios', 'macos', 'desktop'] as const
export type HostSource = (typeof HOST_SOURCES)[number]

const known = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(lowerCase, schema).optional().catch(undefined)

export const screenParamsSchema = z.object({
  token: z.string().max(MAX_TOKEN_LENGTH).optional().catch(undefined),
  kyctype: known(requestableLevelSchema),
  /** A purpose ("identity") or a type ("passport"). */
  documenttype: known(z.union([documentPurposeSchema, documentTypeSchema])),
  /** The person has pressed a button that promises the camera. */
  scan: known(z.literal('1')),
  lang: known(z.string().regex(/^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/)),
  theme: known(z.enum(THEMES)),
  accent: known(appearanceSchema.shape.accent),
  radius: known(appearanceSchema.shape.radius),
  density: known(appearanceSchema.shape.density),
  font: known(appearanceSchema.shape.font),
  /** Only how the screens look before anybody is known: a customer's brand comes with their token. */
  brand: z.string().max(MAX_LENGTH.brand).optional().catch(undefined),
  source: known(z.enum(HOST_SOURCES)),
  platform: known(z.enum(HOST_SOURCES)),
  /** Used by our own links: the step to open. */
  step: known(z.string().refine((code) => STEP_CODE_PATTERN.test(code) || questionNumber(code) !== null)),
  /** Used by our own links: the file_reference field of the upload. */
  field: z.string().max(MAX_LENGTH.fieldName).optional().catch(undefined),
  /** Used by our own links: the upload begins with the camera open. */
  camera: known(z.literal('open')),
  /** Used by our own redirects: why the token was refused. */
  problem: z.preprocess(upperCase, z.enum(SCREEN_PROBLEMS)).optional().catch(undefined),
})
export type ScreenParams = z.infer<typeof screenParamsSchema>

/** Parses the query of a screen. The first of a repeated parameter counts. */
export function parseScreenParams(query: Record<string, string | string[] | undefined>): ScreenParams {
  const first = Object.entries(query).map(([name, value]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value[0] : value,
  ])
  return screenParamsSchema.parse(Object.fromEntries(first.reverse()))
}

function lowerCase(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value
}

function upperCase(value: unknown): unknown {
  return typeof value === 'string' ? value.toUpperCase() : value
}
