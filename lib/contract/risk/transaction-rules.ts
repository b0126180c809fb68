import { z } from 'zod'
import { requestableLevelSchema } from '../levels/level-schemas'
import { STEP_CODE_PATTERN } from '../well-known'
import { amountSchema, currencySchema } from './money'

/** Rules over a customer's transactions. When one holds there is an alert, and what `effect` says follows. */

export const DIRECTIONS = ['in', 'out'] as const
export type Direction = (typeof DIRECTIONS)[number]

const days = z.int().min(1).max(366)
const share = z.int().min(1).max(100)

const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'lower-case letters, digits, - and _'),
  name: z.string().trim().min(1).max(200),
  /** What follows, besides the alert itself, which waits for a reviewer. */
  effect: z
    .strictObject({
      /** They count until a reviewer dismisses the alert. */
      points: z.int().min(1).max(1_000).optional(),
      floor: z.enum(['medium', 'high', 'prohibited']).optional(),
      require_level: requestableLevelSchema.optional(),
      /** The code of a template. */
      require_step: z.string().regex(STEP_CODE_PATTERN).optional(),
    })
    .default({}),
}
/** Only transactions of this direction count. Default: both. */
const direction = z.enum(DIRECTIONS).optional()
const money = { amount: amountSchema, currency: currencySchema }

export const transactionRuleSchema = z.discriminatedUnion('kind', [
  /** One transaction of at least the amount. */
  z.strictObject({ kind: z.literal('single'), ...common, ...money, direction }),
  /** Transactions of at least the amount together within so many days. */
  z.strictObject({ kind: z.literal('sum'), ...common, ...money, direction, days }),
  /** So many transactions within so many days, each less than the amount by no more than so many percent. */
  z.strictObject({
    ...{ kind: z.literal('just_below'), ...common, ...money, direction, days },
    count: z.int().min(2).max(1_000),
    percent: share,
  }),
  /** Of what came in within so many hours, at least the amount, so many percent went out within the same hours. */
  z.strictObject({
    ...{ kind: z.literal('in_and_out'), ...common, ...money },
    hours: z
      .int()
      .min(1)
      .max(366 * 24),
    percent: share,
  }),
  /** A withdrawal, of at least the amount, within so many hours after the customer's first deposit. */
  z.strictObject({
    ...{ kind: z.literal('first_deposit_out'), ...common, ...money },
    hours: z
      .int()
      .min(1)
      .max(366 * 24),
  }),
  /** A counterparty in a country that the customer had no dealings with, after so many transactions. */
  z.strictObject({
    ...{ kind: z.literal('new_country'), ...common, direction },
    after: z.int().min(1).max(10_000).default(1),
    /** Only countries on this list. */
    on: z.string().optional(),
  }),
])
export type TransactionRule = z.infer<typeof transactionRuleSchema>
