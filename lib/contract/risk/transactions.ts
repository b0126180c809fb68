import { z } from 'zod'
import { isCountry } from '../countries'
import { fieldErrorSchema } from '../errors'
import { customerIdSchema } from '../host/customer-id'
import { amountSchema, currencySchema } from './money'
import { DIRECTIONS } from './transaction-rules'

/** Transactions of customers, as the broker tells of them, and the alerts that rules make of them. */

/** So many at once. */
export const MOST_TRANSACTIONS = 500

/** A transaction. `direction`: in is a deposit, out a withdrawal. Amounts are text, because binary fractions are not exact. */
export const transactionInputSchema = z.strictObject({
  /** Yours: the same id is the same transaction. */
  id: z.string().min(1).max(128),
  customer_id: customerIdSchema,
  amount: amountSchema,
  currency: currencySchema,
  direction: z.enum(DIRECTIONS),
  counterparty_country: z.string().refine(isCountry, 'must be an alpha-3 code such as FRA').nullable().default(null),
  method: z.string().trim().min(1).max(100).nullable().default(null),
  time: z.iso.datetime({ offset: true }).transform((moment) => new Date(moment).toISOString()),
})
export type TransactionInput = z.infer<typeof transactionInputSchema>

/** What rules decided of it, and by which version. Null where there were none. */
export const decisionSchema = z
  .strictObject({
    version: z.string(),
    alerts: z.array(z.string()).describe('Ids of the rules that it brought to hold.'),
    unconverted: z
      .array(z.string())
      .describe('Ids of the rules that could not be applied: there is no rate for one of the currencies.'),
  })
  .nullable()

/** What became of one transaction of a request. */
export const recordedTransactionSchema = z
  .strictObject({
    id: z.string().nullable(),
    status: z
      .literal([201, 200, 404, 409, 422])
      .describe(
        '201 recorded, 200 known already, 404 no such customer, 409 the id is that of another transaction, 422 invalid.',
      ),
    decision: decisionSchema,
    faults: z.array(fieldErrorSchema).optional(),
  })
  .meta({ id: 'RecordedTransaction' })
export type RecordedTransaction = z.infer<typeof recordedTransactionSchema>

export const transactionSchema = z
  .strictObject({
    id: z.string(),
    customer_id: z.string(),
    amount: z.string(),
    currency: z.string(),
    direction: z.enum(DIRECTIONS),
    counterparty_country: z.string().nullable(),
    method: z.string().nullable(),
    time: z.iso.datetime(),
    received_at: z.iso.datetime(),
    decision: decisionSchema,
    damaged: z.literal(true).optional(),
  })
  .meta({ id: 'Transaction' })
export type TransactionRecord = z.infer<typeof transactionSchema>

/** Why there is an alert. */
export const ALERT_KINDS = {
  transactions: 'A rule over transactions holds',
  unconverted: 'A rule over transactions could not be applied, because there is no rate for one of the currencies',
} as const
export type AlertKind = keyof typeof ALERT_KINDS
export const ALERT_STATES = ['open', 'confirmed', 'dismissed'] as const
export type AlertState = (typeof ALERT_STATES)[number]

export const alertSchema = z
  .strictObject({
    id: z.uuid(),
    customer_id: z.string(),
    profile_id: z.uuid(),
    kind: z.enum(Object.keys(ALERT_KINDS) as [AlertKind, ...AlertKind[]]),
    rule: z.string(),
    name: z.string(),
    /** Of the rules. */
    version: z.string(),
    state: z.enum(ALERT_STATES),
    transactions: z.array(z.string()).describe('Ids of the first 50 of them.'),
    count: z.int(),
    left: z.array(z.string()).describe('What the rule asks for and could not be done, in words.'),
    opened_at: z.iso.datetime(),
    last_at: z.iso.datetime(),
    resolved_by: z.string().nullable(),
    resolved_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Alert' })
export type AlertRecord = z.infer<typeof alertSchema>
