import { isDeepStrictEqual } from 'node:util'
import { fieldErrorsOf } from '@/lib/contract/errors'
import { LEVELS } from '@/lib/contract/levels/levels'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import { storableJson } from '@/lib/contract/messages/storable-text'
import type { BrandRisk } from '@/lib/contract/risk/risk-rules'
import type { TransactionRule } from '@/lib/contract/risk/transaction-rules'
import {
  type RecordedTransaction,
  type TransactionInput,
  transactionInputSchema,
} from '@/lib/contract/risk/transactions'
import type { ProfileRow, TransactionRow } from '@/lib/database/schema'
import { judgeProfile } from '../../assess-profile'
import { makeChange } from '../../change'
import type { Actor, Change, Context } from '../../context'
import { findProfile, profileById, updateProfile } from '../../records/profiles'
import { addToAlert, insertAlert, type Raised } from '../../records/risk/alerts'
import {
  movementOf,
  movementsBetween,
  openTransaction,
  readSummary,
  transactionRow,
  writeSummary,
} from '../../records/risk/transactions'
import { ownerOf } from '../../records/sealed'
import { stepsOf } from '../../records/steps'
import { templateByCode } from '../../records/templates'
import {
  decideNext,
  type MovementHistory,
  reachOf,
  type TransactionDecision,
} from '../../rules/risk/transaction-alerts'
import { attachStep } from '../../transitions/attach-step'
import { raiseLevel } from '../../transitions/raise-level'

/** Clocks differ. */
const MOST_AHEAD_MS = 5 * 60_000
/** The most rows of one statement: databases bound the values of one. */
const ROWS = 100

type Answered = Pick<RecordedTransaction, 'status'> & Partial<RecordedTransaction>

/**
 * Records transactions, in the order of the request, and applies the rules to each. Each is answered by itself: a wrong one
 * keeps no other from being recorded. All that is recorded is recorded together.
 */
export function addTransactions(
  context: Context,
  actor: Actor,
  { transactions }: ManagerInput<'MngAddKycTransactions'>,
): Promise<ManagerOutput<'MngAddKycTransactions'>> {
  return makeChange(context, actor, 'MngAddKycTransactions', async (change) => {
    const parsed = transactions.map((given) => parseRow(given, change.now))
    const ledger = await openLedger(
      change,
      parsed.flatMap((row) => ('transaction' in row ? row.transaction : [])),
    )
    const answers: Answered[] = []
    for (const row of parsed)
      answers.push('refused' in row ? row.refused : await addOne(change, ledger, row.transaction))
    for (const account of ledger.accounts.values()) if (account) await closeAccount(change, account)
    return () => ({ items: answers.map((answer) => ({ id: null, decision: null, ...answer })) })
  })
}

function parseRow(
  given: Record<string, unknown>,
  now: string,
): { transaction: TransactionInput } | { refused: Answered } {
  const parsed = storableJson.pipe(transactionInputSchema).safeParse(given, { reportInput: true })
  const id = typeof given.id === 'string' ? given.id.slice(0, 128) : null
  if (!parsed.success) return { refused: { id, status: 422, faults: fieldErrorsOf(parsed.error) } }
  if (Date.parse(parsed.data.time) <= Date.parse(now) + MOST_AHEAD_MS) return { transaction: parsed.data }
  const fault = { path: 'time', code: 'in_future', message: 'It has not happened yet' }
  return { refused: { id, status: 422, faults: [fault] } }
}

/** What a request works with: the transactions that are known by their ids, and the customers by theirs. */
type Ledger = {
  known: Map<string, TransactionRow>
  accounts: Map<string, Account | null>
  /** The first and the last time in the request. */
  span: { first: number; last: number }
}
type Account = { profile: ProfileRow; history: MovementHistory; rows: TransactionRow[]; raised: Raised[] }

async function openLedger({ tx, actor }: Change, given: readonly TransactionInput[]): Promise<Ledger> {
  const ids = given.map(({ id }) => id)
  const times = given.map(({ time }) => Date.parse(time))
  const rows = await tx
    .selectFrom('transactions')
    .selectAll()
    .where('brand', '=', actor.brand)
    .where('transaction_id', 'in', ids.length > 0 ? ids : [''])
    .execute()
  return {
    known: new Map(rows.map((row) => [row.transaction_id, row])),
    accounts: new Map(),
    span: { first: Math.min(...times), last: Math.max(...times) },
  }
}

async function addOne(change: Change, ledger: Ledger, transaction: TransactionInput): Promise<Answered> {
  const { id } = transaction
  const account = await accountOf(change, ledger, transaction.customer_id)
  const known = ledger.known.get(id)
  if (known) return answerAgain(change, account, known, transaction)
  if (!account) return { id, status: 404 }
  const decision = recordIn(change, account, transaction)
  const row = account.rows.at(-1)
  if (row) ledger.known.set(id, row)
  return { id, status: 201, decision }
}

/** The same transaction once more is answered as it was; another one under its id is a conflict. */
function answerAgain(
  { sealer }: Change,
  account: Account | null,
  known: TransactionRow,
  { id, customer_id: _, time, ...given }: TransactionInput,
): Answered {
  if (!account || known.profile_id !== account.profile.id || known.at !== time) return { id, status: 409 }
  const kept = openTransaction(known, ownerOf(account.profile), sealer)
  if (!kept) return { id, status: 409 }
  const { decision, ...content } = kept
  return isDeepStrictEqual(content, given) ? { id, status: 200, decision } : { id, status: 409 }
}

async function accountOf(change: Change, { accounts, span }: Ledger, customerId: string): Promise<Account | null> {
  const known = accounts.get(customerId)
  if (known !== undefined) return known
  const profile = await findProfile(change.tx, change.actor.brand, customerId)
  const account = profile ? { profile, history: await readHistory(change, profile, span), rows: [], raised: [] } : null
  accounts.set(customerId, account)
  return account
}

/** What rules have to know before the transactions of a time: all within their reach, and a little of everything. */
async function readHistory(
  { tx, sealer, risk }: Change,
  profile: ProfileRow,
  { first, last }: Ledger['span'],
): Promise<MovementHistory> {
  const summary = await readSummary(tx, profile, sealer)
  if (!summary) throw new Error(`What is kept of the transactions of the profile ${profile.id} does not open`)
  const { count, countries, first_deposit: firstDeposit } = summary
  const reach = reachOf(risk.get(profile.brand)?.transactions.rules ?? [])
  const movements = reach === 0 ? [] : await movementsBetween(tx, profile, sealer, first - reach, last + reach)
  return { movements, firstDeposit, countries: new Set(countries), count }
}

function recordIn(
  { sealer, risk, now }: Change,
  { profile, history, rows, raised }: Account,
  transaction: TransactionInput,
): RecordedTransaction['decision'] {
  const rules = risk.get(profile.brand)
  const decided = decideNext(rules, history, movementOf(transaction.time, transaction))
  const decision = rules && decided ? { version: rules.version, ...decided } : null
  const position = history.count
  rows.push(transactionRow(profile, transaction, decision, position, sealer, now))
  if (rules && decided) raised.push(...raisedBy(rules, decided, transaction.id, position))
  return decision
}

function raisedBy(
  { version, transactions: { rules } }: BrandRisk,
  { alerts, unconverted }: TransactionDecision,
  transaction_id: string,
  position: number,
): Raised[] {
  const name = (id: string) => rules.find((rule) => rule.id === id)?.name ?? id
  const raise = (kind: Raised['kind']) => (rule: string) => {
    return { kind, rule, name: name(rule), version, transaction_id, position }
  }
  return [...alerts.map(raise('transactions')), ...unconverted.map(raise('unconverted'))]
}

/** Writes what a request has added to a customer, and lets follow what does. */
async function closeAccount(change: Change, { profile, history, rows, raised }: Account): Promise<void> {
  const { tx, sealer } = change
  const [first] = rows
  if (!first) return
  for (let from = 0; from < rows.length; from += ROWS)
    await tx
      .insertInto('transactions')
      .values(rows.slice(from, from + ROWS))
      .execute()
  const { count, firstDeposit: first_deposit, countries } = history
  await writeSummary(tx, profile, { count, first_deposit, countries: [...countries] }, sealer)
  const subject = { entity_id: profile.id, profile_id: profile.id, customer_id: profile.customer_id }
  const after = { count: rows.length, first: first.transaction_id, last: rows.at(-1)?.transaction_id ?? '' }
  change.record({ event: 'profile.transactions_added', ...subject, after })
  for (const one of raised) await raiseAlert(change, profile, one)
  await judgeSums(change, profile)
}

async function raiseAlert(change: Change, profile: ProfileRow, raised: Raised): Promise<void> {
  const { tx, sealer, now, risk } = change
  if (await addToAlert(tx, profile, raised, sealer, now)) return
  const rule = risk.get(profile.brand)?.transactions.rules.find(({ id }) => id === raised.rule)
  const left = rule && raised.kind === 'transactions' ? await demand(change, profile, rule) : []
  const id = await insertAlert(tx, profile, raised, left, sealer, now)
  change.record({
    ...{ event: 'alert.opened', entity_id: id, profile_id: profile.id, customer_id: profile.customer_id },
    after: { kind: raised.kind, rule: raised.rule, version: raised.version },
  })
}

/** Asks the customer for what the rule says. @returns what cannot be asked for. */
async function demand(change: Change, { id }: ProfileRow, { effect }: TransactionRule): Promise<string[]> {
  const left: string[] = []
  if (effect.require_level) await raiseLevel(change, await profileById(change.tx, id), LEVELS[effect.require_level])
  if (effect.require_step) {
    const profile = await profileById(change.tx, id)
    const template = await templateByCode(change.tx, profile.brand, effect.require_step)
    if (!template) left.push(`There is no template ${effect.require_step}`)
    else if (!(await attachStep(change, profile, template, 'step.required')))
      left.push(`The customer already has a step ${effect.require_step}`)
  }
  return left
}

/** Transactions may be a fact by themselves, without an alert. Nobody is notified where nothing follows. */
async function judgeSums(change: Change, { id }: ProfileRow): Promise<void> {
  const profile = await profileById(change.tx, id)
  const judged = await judgeProfile(change, profile, await stepsOf(change.tx, id))
  if (!judged) return
  if (!judged.changed && judged.columns.risk_level === profile.risk_level)
    return updateProfile(change.tx, id, judged.columns)
  const subject = { entity_id: id, profile_id: id, customer_id: profile.customer_id }
  change.record({ event: 'profile.reassessed', ...subject, after: { version: judged.kept.version } })
}
