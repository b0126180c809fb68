import type { BrandRisk } from '@/lib/contract/risk/risk-rules'
import type { Direction, TransactionRule } from '@/lib/contract/risk/transaction-rules'
import { converted, unitsOf } from './convert'

/** Which rules a transaction brings to hold, among those that the customer made before. Pure: live and in a replay alike. */

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A transaction as far as rules look at it. `at`: in milliseconds; `units`: see `unitsOf`. */
export type Movement = { at: number; units: bigint; currency: string; direction: Direction; country: string | null }

/** What rules decided of one transaction. */
export type TransactionDecision = {
  /** The ids of the rules that it brings to hold. */
  alerts: string[]
  /** The ids of the rules that could not be applied, because there is no rate for one of the currencies. */
  unconverted: string[]
}

/** The transactions of one customer that were recorded so far, in the order of their times. */
export type MovementHistory = {
  movements: Movement[]
  firstDeposit: number | null
  countries: Set<string>
  count: number
}

export function emptyHistory(): MovementHistory {
  return { movements: [], firstDeposit: null, countries: new Set(), count: 0 }
}

/** How far from a transaction others matter, in milliseconds, before and after. 0 where none does. */
export function reachOf(rules: readonly TransactionRule[]): number {
  return Math.max(0, ...rules.map(windowOf))
}

function windowOf(rule: TransactionRule): number {
  if (rule.kind === 'sum' || rule.kind === 'just_below') return rule.days * DAY_MS
  return rule.kind === 'in_and_out' || rule.kind === 'first_deposit_out' ? rule.hours * HOUR_MS : 0
}

/** Adds a transaction behind all that are not later. */
function addMovement(history: MovementHistory, movement: Movement): void {
  const { movements } = history
  movements.splice(firstAfter(movements, movement.at), 0, movement)
  history.count += 1
  if (movement.country !== null) history.countries.add(movement.country)
  if (movement.direction === 'in') history.firstDeposit = Math.min(history.firstDeposit ?? movement.at, movement.at)
}

/** Adds the next transaction of a customer to their history, and says what the rules decide of it. Null without rules. */
export function decideNext(
  rules: Pick<BrandRisk, 'transactions' | 'rates' | 'lists'> | undefined,
  history: MovementHistory,
  movement: Movement,
): TransactionDecision | null {
  const before = {
    isNewCountry: movement.country !== null && !history.countries.has(movement.country),
    count: history.count,
  }
  addMovement(history, movement)
  return rules ? decideTransaction(rules, history, movement, before) : null
}

/** Of the history without a transaction. */
type Before = { isNewCountry: boolean; count: number }

/**
 * What the rules say of a transaction that has been recorded, and is in `history` already. A window may end with it, or with a
 * later transaction that was recorded before it: so the order in which they are told does not matter for sums and counts.
 */
function decideTransaction(
  { transactions, rates, lists }: Pick<BrandRisk, 'transactions' | 'rates' | 'lists'>,
  history: MovementHistory,
  movement: Movement,
  before: Before,
): TransactionDecision {
  const decision: TransactionDecision = { alerts: [], unconverted: [] }
  for (const rule of transactions.rules) {
    const outcome = CHECKS[rule.kind](rule as never, { history, movement, before, rates, lists })
    if (outcome === 'holds') decision.alerts.push(rule.id)
    if (outcome === 'unconverted') decision.unconverted.push(rule.id)
  }
  return decision
}

type Outcome = 'holds' | 'no' | 'unconverted'
type Given = Pick<BrandRisk, 'rates' | 'lists'> & {
  history: MovementHistory
  movement: Movement
  before: Before
}
type RuleOf<Kind extends TransactionRule['kind']> = Extract<TransactionRule, { kind: Kind }>

const CHECKS: { [Kind in TransactionRule['kind']]: (rule: RuleOf<Kind>, given: Given) => Outcome } = {
  single: (rule, { movement, rates }) => {
    if (!isOf(rule, movement)) return 'no'
    const units = converted(movement.units, movement.currency, rule.currency, rates)
    if (units === null) return 'unconverted'
    return units >= unitsOf(rule.amount) ? 'holds' : 'no'
  },

  sum: (rule, given) => {
    if (!isOf(rule, given.movement)) return 'no'
    const least = unitsOf(rule.amount)
    return anyWindow(given, windowOf(rule), (within) => {
      const { units, whole } = sumOf(within, rule, given.rates)
      if (units >= least) return 'holds'
      return whole ? 'no' : 'unconverted'
    })
  },

  just_below: (rule, given) => {
    const { movement, rates } = given
    const [limit, nearest] = [
      unitsOf(rule.amount),
      unitsOf(rule.amount) - (unitsOf(rule.amount) * BigInt(rule.percent)) / 100n,
    ]
    const isBelow = (one: Movement): boolean | null => {
      if (!isOf(rule, one)) return false
      const units = converted(one.units, one.currency, rule.currency, rates)
      return units === null ? null : units < limit && units >= nearest
    }
    const own = isBelow(movement)
    if (own === null) return 'unconverted'
    if (!own) return 'no'
    return anyWindow(given, windowOf(rule), (within) => {
      const below = within.map(isBelow)
      if (below.filter((one) => one === true).length >= rule.count) return 'holds'
      return below.includes(null) ? 'unconverted' : 'no'
    })
  },

  in_and_out: (rule, given) => {
    const least = unitsOf(rule.amount)
    return anyWindow(given, windowOf(rule), (within) => {
      const first = within.findIndex((one) => one.direction === 'in')
      if (first < 0 || within.at(-1)?.direction !== 'out') return 'no'
      const deposits = sumOf(within, { ...rule, direction: 'in' }, given.rates)
      const withdrawals = sumOf(within.slice(first), { ...rule, direction: 'out' }, given.rates)
      if (!deposits.whole || !withdrawals.whole) return 'unconverted'
      const isOut = withdrawals.units * 100n >= deposits.units * BigInt(rule.percent)
      return deposits.units >= least && isOut ? 'holds' : 'no'
    })
  },

  first_deposit_out: (rule, { history, movement, rates }) => {
    const { firstDeposit } = history
    const isWithin =
      firstDeposit !== null && movement.at >= firstDeposit && movement.at - firstDeposit <= windowOf(rule)
    if (movement.direction !== 'out' || !isWithin) return 'no'
    const units = converted(movement.units, movement.currency, rule.currency, rates)
    if (units === null) return 'unconverted'
    return units >= unitsOf(rule.amount) ? 'holds' : 'no'
  },

  new_country: (rule, { movement, before, lists }) => {
    const { country } = movement
    if (!isOf(rule, movement) || country === null || before.count < rule.after) return 'no'
    const isListed = rule.on === undefined || lists[rule.on]?.countries.includes(country) === true
    return isListed && before.isNewCountry ? 'holds' : 'no'
  },
}

function isOf(rule: { direction?: Direction | undefined }, { direction }: Movement): boolean {
  return rule.direction === undefined || rule.direction === direction
}

/** The sum of those of a direction. `whole`: whether all of them could be converted; otherwise it is less than the sum. */
function sumOf(
  movements: readonly Movement[],
  rule: { direction?: Direction | undefined; currency: string },
  rates: BrandRisk['rates'],
): { units: bigint; whole: boolean } {
  const parts = movements
    .filter((one) => isOf(rule, one))
    .map(({ units, currency }) => converted(units, currency, rule.currency, rates))
  return { units: parts.reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n), whole: !parts.includes(null) }
}

/** Looks at each window that contains the transaction and ends with one. The strongest outcome counts. */
function anyWindow(
  { history: { movements }, movement }: Given,
  length: number,
  check: (within: readonly Movement[]) => Outcome,
): Outcome {
  let outcome: Outcome = 'no'
  // Windows are open at their beginning: what happened exactly their length ago is outside.
  for (let last = firstAfter(movements, movement.at) - 1; last < movements.length; last += 1) {
    const end = movements[last]?.at ?? Number.POSITIVE_INFINITY
    if (end - movement.at >= length) break
    // Of those at the same time the last one ends the window.
    if (movements[last + 1]?.at === end) continue
    const found = check(movements.slice(firstAfter(movements, end - length), last + 1))
    if (found === 'holds') return found
    if (found === 'unconverted') outcome = found
  }
  return outcome
}

/** The place of the first one that is later. */
function firstAfter(movements: readonly Movement[], at: number): number {
  let [low, high] = [0, movements.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((movements[middle]?.at ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** The sum of the last days, for a fact of the customer's risk. Null where something cannot be converted and the rest is less. */
export function sumSince(
  movements: readonly Movement[],
  {
    direction,
    days,
    currency,
    above,
  }: { direction?: Direction | undefined; days: number; currency: string; above: string },
  rates: BrandRisk['rates'],
  now: number,
): boolean | null {
  const recent = movements.filter(({ at }) => at > now - days * DAY_MS)
  const { units, whole } = sumOf(recent, { direction, currency }, rates)
  if (units > unitsOf(above)) return true
  return whole ? false : null
}
