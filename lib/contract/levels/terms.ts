import { z } from 'zod'
import { localTextSchema } from '../form'
import { accountLimitsSchema } from './account-limits'
import { LIMIT_NAMES, REQUESTABLE_LEVELS } from './levels'

/** A broker's own terms: what each level is called, what it allows and how long its review takes. */

const nameSchema = localTextSchema.refine(
  (name) => namesIn(name).length > 0 && namesIn(name).every((text) => text.trim() !== '' && text.length <= 40),
  'must be a name of 1 to 40 characters, or one per language',
)

function namesIn(name: z.infer<typeof localTextSchema>): string[] {
  return typeof name === 'string' ? [name] : Object.values(name)
}

/** `from` 0 reads "up to". */
const processingSchema = z
  .strictObject({
    unit: z.enum(['hours', 'business_days']),
    from: z.int().nonnegative().default(0),
    to: z.int().positive(),
  })
  .refine(({ from, to }) => from < to, {
    message: 'must be more than from; for "up to" leave from out',
    path: ['to'],
  })
export type ProcessingTime = z.infer<typeof processingSchema>

const levelTermsSchema = z.strictObject({
  name: nameSchema.optional(),
  limits: accountLimitsSchema.optional(),
  processing: processingSchema.optional(),
})

const brandTermsSchema = z
  .strictObject({
    /** ISO 4217. */
    currency: z
      .string()
      .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'must be an ISO 4217 code such as EUR')
      .optional(),
    levels: z.strictObject({
      /** Before any level is reached. Without limits here, nothing is allowed then. */
      none: levelTermsSchema.pick({ name: true, limits: true }).optional(),
      basic: levelTermsSchema,
      standard: levelTermsSchema,
      enhanced: levelTermsSchema,
    }),
  })
  // Runs also when something else is wrong: the operator reads every fault at once.
  .superRefine(
    (terms, context) => {
      for (const { path, message } of faultsOfLimits(terms)) context.addIssue({ code: 'custom', path, message })
    },
    { when: () => true },
  )
export type BrandTerms = z.infer<typeof brandTermsSchema>

/** A terms file: the terms of each brand, by the brand's key. */
export const termsSchema = z.record(z.string().min(1), brandTermsSchema)

type Fault = { path: string[]; message: string }

/** Faults between levels: limits need a currency, belong to all levels or to none, and never fall. */
function faultsOfLimits(given: unknown): Fault[] {
  const { currency, levels } = looseSchema.parse(given)
  const limited = Object.values(levels).some((level) => level.limits !== undefined)
  if (!limited) return []
  const faults: Fault[] = []
  if (currency === undefined) faults.push({ path: ['currency'], message: 'must be set when a level has limits' })
  for (const level of REQUESTABLE_LEVELS)
    if (levels[level] && levels[level].limits === undefined)
      faults.push({ path: ['levels', level, 'limits'], message: 'is missing, while another level has limits' })
  return [...faults, ...fallingLimits(levels)]
}

const LADDER = ['none', ...REQUESTABLE_LEVELS] as const

function fallingLimits(levels: z.infer<typeof looseSchema>['levels']): Fault[] {
  const set = LADDER.flatMap((level) => {
    const limits = accountLimitsSchema.safeParse(levels[level]?.limits)
    return limits.success ? [{ level, limits: limits.data }] : []
  })
  return set.flatMap(({ level, limits }, index) => {
    const below = set[index - 1]
    if (!below) return []
    return LIMIT_NAMES.filter((name) => limits[name] < below.limits[name]).map((name) => ({
      path: ['levels', level, 'limits', name],
      message: `must not be less than the ${below.limits[name]} of ${below.level}`,
    }))
  })
}

/** Terms that may be wrong anywhere, as far as they can be compared. */
const looseSchema = z
  .object({
    currency: z.unknown(),
    levels: z
      .partialRecord(z.enum(LADDER), z.looseObject({ limits: z.unknown() }).catch({ limits: undefined }))
      .catch({}),
  })
  .catch({ currency: undefined, levels: {} })
