import { z } from 'zod'
import { isCountry, isNationality } from '../countries'
import { documentTypeSchema } from '../document-schemas'
import { requestableLevelSchema } from '../levels/level-schemas'
import { SIGNAL_CODES } from '../signals'
import { STEP_CODE_PATTERN } from '../well-known'
import { faultWords } from './fault-words'
import { faultsBetween } from './faults-between'
import { amountSchema, currencySchema } from './money'
import { transactionRuleSchema } from './transaction-rules'

/** A broker's own rules of risk: which facts count for how much, and what follows. Data, never code. */

/** So many at most: whoever reads why somebody's risk is high has to be able to read the rules. */
const MOST = { rules: 200, conditions: 20, alternatives: 20, values: 500, lists: 20 } as const

const ruleIdSchema = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'lower-case letters, digits, - and _')
const fieldName = z.string().min(1).max(200)
const country = z
  .string()
  .refine((code) => isCountry(code) || isNationality(code), 'must be an alpha-3 code such as FRA')
const points = z.int().min(1).max(1_000)

/** The levels that a rule can bring about. `prohibited` is only proposed: a reviewer sets it. */
const floorSchema = z.enum(['medium', 'high', 'prohibited'])
export type RiskFloor = z.infer<typeof floorSchema>

/** Countries with something in common, such as those that the FATF calls high-risk, as they were at some time. */
const countryListSchema = z.strictObject({
  /** Tells it apart from earlier and later ones: the day on which it was published, for example. */
  version: z.string().min(1).max(40),
  source: z.string().max(500).optional(),
  countries: z.array(country).min(1).max(300),
})

/** The condition holds when the fact is otherwise. What is not known holds neither way. */
const not = { not: z.literal(true).optional() }
const values = z
  .array(z.union([z.string().max(1_000), z.boolean(), z.number()]))
  .min(1)
  .max(MOST.values)

const conditionSchema = z.discriminatedUnion('fact', [
  z
    .strictObject({
      fact: z.literal('answer'),
      field: fieldName,
      is: values.optional(),
      above: z.number().optional(),
      below: z.number().optional(),
      ...not,
    })
    .refine(({ is, above, below }) => (is ?? above ?? below) !== undefined, 'needs is, above or below'),
  z
    .strictObject({
      fact: z.literal('country'),
      /** The name of a field, or `document`: the country that issued one. */
      of: fieldName,
      is: z.array(country).min(1).max(MOST.values).optional(),
      /** The name of a list. */
      on: z.string().optional(),
      ...not,
    })
    .refine(({ is, on }) => (is === undefined) !== (on === undefined), 'needs either is or on'),
  z.strictObject({ fact: z.literal('required_level'), is: z.array(requestableLevelSchema).min(1), ...not }),
  z
    .strictObject({
      fact: z.literal('document'),
      type: z.array(documentTypeSchema).min(1).optional(),
      signal: z.array(z.enum(SIGNAL_CODES)).min(1).optional(),
      ...not,
    })
    .refine(({ type, signal }) => (type ?? signal) !== undefined, 'needs type or signal'),
  /** Who filled in answers: the customer on the screens, or staff for them. */
  z.strictObject({ fact: z.literal('channel'), is: z.array(z.enum(['customer', 'staff'])).min(1), ...not }),
  /** In whole years. */
  z
    .strictObject({
      fact: z.literal('age'),
      field: fieldName.default('date_of_birth'),
      from: z.int().min(1).max(150).optional(),
      below: z.int().min(1).max(150).optional(),
      ...not,
    })
    .refine(({ from, below }) => (from ?? below) !== undefined, 'needs from or below'),
  /** The sum of the customer's transactions of the last days. */
  z.strictObject({
    fact: z.literal('transactions'),
    direction: z.enum(['in', 'out']).optional(),
    days: z.int().min(1).max(366),
    above: amountSchema,
    currency: currencySchema,
    ...not,
  }),
])
export type RiskCondition = z.infer<typeof conditionSchema>

const riskRuleSchema = z
  .strictObject({
    id: ruleIdSchema,
    /** What a reviewer reads. */
    name: z.string().trim().min(1).max(200),
    /** All of these hold; of those in `any`, one of them. */
    when: z
      .array(
        z.union([z.strictObject({ any: z.array(conditionSchema).min(1).max(MOST.alternatives) }), conditionSchema], {
          error: ({ input }) => firstFault(input),
        }),
      )
      .min(1)
      .max(MOST.conditions),
    points: points.optional(),
    /** The risk is at least this. */
    floor: floorSchema.optional(),
  })
  .refine(({ points, floor }) => (points ?? floor) !== undefined, 'needs points or floor')
export type RiskRule = z.infer<typeof riskRuleSchema>

/** What is wrong with a condition, where only "Invalid input" would be said of the two forms that it may have. */
function firstFault(given: unknown): string {
  const isAny = typeof given === 'object' && given !== null && 'any' in given
  const schema = isAny
    ? z.strictObject({ any: z.array(conditionSchema).min(1).max(MOST.alternatives) })
    : conditionSchema
  const [issue] = schema.safeParse(given, { error: faultWords }).error?.issues ?? []
  return issue ? `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}` : 'Invalid condition'
}

const months = z.int().min(1).max(60)

/** When what is known of customers is looked over again: Regulation (EU) 2024/1624 (AMLR), Article 26. */
const refreshSchema = z
  .strictObject({
    /** After so many months by risk: at high risk at most a year, otherwise at most five years. */
    months: z.strictObject({ low: months, medium: months, high: months.max(12) }),
    /** The codes of the templates whose steps the customer goes through again. */
    steps: z.array(z.string().regex(STEP_CODE_PATTERN)).min(1).max(20),
    /** They are asked so many days before it is due. */
    ahead_days: z.int().min(1).max(180).default(30),
    /** What makes a review due at once, whenever the last one was. */
    on: z
      .array(z.enum(['risk_raised', 'alert_confirmed']))
      .max(2)
      .default([]),
    /** How many days they have then. */
    answer_days: z.int().min(1).max(180).default(30),
  })
  .refine(({ months: { low, medium, high } }) => high <= medium && medium <= low, {
    path: ['months'],
    message: 'must not be longer at a higher risk',
  })
export type RefreshPolicy = z.infer<typeof refreshSchema>

/** How many units of each currency one unit of the base was worth that day. */
const ratesSchema = z.strictObject({
  base: currencySchema,
  on: z.iso.date(),
  per_base: z.record(currencySchema, amountSchema),
})
export type Rates = z.infer<typeof ratesSchema>

const brandRiskSchema = z
  .strictObject({
    /** Kept with each decision, so that it can be told later by which rules it was made. */
    version: z.string().min(1).max(40),
    /** By name. In the file also the path of a file with such a list. */
    lists: z
      .record(ruleIdSchema, countryListSchema)
      .refine((lists) => Object.keys(lists).length <= MOST.lists, `at most ${MOST.lists} lists`)
      .default({}),
    /** From how many points on. */
    levels: z.strictObject({ medium: points, high: points, prohibited: points.optional() }),
    rules: z.array(riskRuleSchema).max(MOST.rules).default([]),
    rates: ratesSchema.optional(),
    transactions: z.strictObject({ rules: z.array(transactionRuleSchema).max(MOST.rules) }).default({ rules: [] }),
    refresh: refreshSchema.optional(),
  })
  // Runs also when something else is wrong: the operator reads every fault at once.
  .superRefine(
    (given, context) => {
      for (const { path, message } of faultsBetween(given)) context.addIssue({ code: 'custom', path, message })
    },
    { when: () => true },
  )
/** The rules of a brand, with the lists that they refer to. */
export type BrandRisk = z.infer<typeof brandRiskSchema>

/** A file of rules: those of each brand, by the brand's key. */
export const riskFileSchema = z.record(z.string().min(1), brandRiskSchema)
