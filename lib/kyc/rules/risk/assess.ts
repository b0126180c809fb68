import { countryCodeOf } from '@/lib/contract/countries'
import type { Answer, Answers } from '@/lib/contract/form'
import { LEVELS } from '@/lib/contract/levels/levels'
import type { Assessment, MatchedRule } from '@/lib/contract/risk/assessment'
import { TEMPLATE_RULE } from '@/lib/contract/risk/faults-between'
import type { BrandRisk, RiskCondition, RiskFloor, RiskRule } from '@/lib/contract/risk/risk-rules'
import type { TransactionRule } from '@/lib/contract/risk/transaction-rules'
import { RISK_LEVEL } from '@/lib/contract/statuses'
import { type Movement, sumSince } from './transaction-alerts'

/** From what is known of a customer to a level of risk, by the broker's rules. Pure. */

export type RiskFacts = {
  /** The visible answers of each step that was submitted, and who filled it in. */
  answered: readonly { answers: Answers; by: 'customer' | 'staff' }[]
  /** Whether there are answers that do not open: nothing can be told by their absence. */
  damaged: boolean
  required_level: number
  documents: readonly { document_type: string; country: string | null; signals: readonly string[] }[]
  /** Those of the longest time that a rule looks back. */
  movements: readonly Movement[]
  /** Alerts that no reviewer has dismissed, by the ids of their rules. */
  alerts: readonly { id: string; rule: string }[]
  /** The highest level that templates say of an answer. */
  byTemplates: number
  now: Date
}

/** What a fact says of a condition. `key` stays the same as long as the fact does, whatever it is called in the lists. */
type Finding = { holds: boolean | null; because: string; key: string }

/**
 * What follows from the facts. Points and floors only ever add up: more facts never mean less risk. `prohibited` is proposed,
 * with `high` as the level until a reviewer has decided.
 */
export function assessRisk(rules: BrandRisk, facts: RiskFacts): Assessment {
  const unknown: string[] = []
  const matched: MatchedRule[] = [
    ...byTemplates(facts),
    ...rules.rules.flatMap((rule) => matchRule(rule, rules, facts, unknown)),
    ...rules.transactions.rules.flatMap((rule) => matchAlert(rule, facts)),
  ]
  const points = matched.reduce((sum, rule) => sum + rule.points, 0)
  const floors = matched.flatMap(({ floor }) => (floor === null ? [] : [RISK_LEVEL[floor]]))
  const start = facts.answered.length > 0 || matched.length > 0 ? RISK_LEVEL.low : RISK_LEVEL.unknown
  const reached = Math.max(start, levelOfPoints(points, rules.levels), ...floors)
  return {
    version: rules.version,
    points,
    level: Math.min(reached, RISK_LEVEL.high),
    proposed: reached === RISK_LEVEL.prohibited ? reached : null,
    rules: matched,
    unknown,
  }
}

function levelOfPoints(points: number, { medium, high, prohibited }: BrandRisk['levels']): number {
  if (prohibited !== undefined && points >= prohibited) return RISK_LEVEL.prohibited
  if (points >= high) return RISK_LEVEL.high
  return points >= medium ? RISK_LEVEL.medium : RISK_LEVEL.unknown
}

function byTemplates({ byTemplates }: RiskFacts): MatchedRule[] {
  const floor = (['medium', 'high', 'prohibited'] as const).find((name) => RISK_LEVEL[name] === byTemplates)
  if (!floor) return []
  const name = 'The risk of an answer, by its template'
  return [
    {
      id: TEMPLATE_RULE,
      name,
      points: 0,
      floor,
      because: [`an answer is of ${floor} risk`],
      key: `${TEMPLATE_RULE} ${floor}`,
    },
  ]
}

function matchRule(rule: RiskRule, rules: BrandRisk, facts: RiskFacts, unknown: string[]): MatchedRule[] {
  const findings: Finding[] = []
  let isUnknown = false
  for (const condition of rule.when) {
    const alternatives = 'any' in condition ? condition.any : [condition]
    const found = alternatives.map((one) => find(one, rules, facts))
    const holding = found.find(({ holds }) => holds === true)
    if (holding) findings.push(holding)
    else if (found.some(({ holds }) => holds === null)) isUnknown = true
    else return []
  }
  if (isUnknown) {
    unknown.push(rule.id)
    return []
  }
  return [matchedBy(rule, findings)]
}

function matchAlert({ id, name, effect }: TransactionRule, { alerts }: RiskFacts): MatchedRule[] {
  const own = alerts.filter(({ rule }) => rule === id)
  if (own.length === 0 || (effect.points ?? effect.floor) === undefined) return []
  const found = own.map((alert) => ({ holds: true, because: `alert ${alert.id}`, key: alert.id }))
  return [matchedBy({ id, name, points: effect.points, floor: effect.floor }, found)]
}

type Weighed = { id: string; name: string; points?: number | undefined; floor?: RiskFloor | undefined }

function matchedBy({ id, name, points = 0, floor }: Weighed, found: readonly Finding[]): MatchedRule {
  const [because, keys] = [found.map((one) => one.because), found.map(({ key }) => key)]
  return { id, name, points, floor: floor ?? null, because, key: [id, ...keys].join(' | ') }
}

function find(condition: RiskCondition, rules: BrandRisk, facts: RiskFacts): Finding {
  const found = FINDERS[condition.fact](condition as never, facts, rules)
  if (!condition.not || found.holds === null) return found
  return { holds: !found.holds, because: `not: ${found.because}`, key: `not ${found.key}` }
}

type Of<Fact extends RiskCondition['fact']> = Extract<RiskCondition, { fact: Fact }>

const FINDERS: {
  [Fact in RiskCondition['fact']]: (condition: Of<Fact>, facts: RiskFacts, rules: BrandRisk) => Finding
} = {
  answer: ({ field, is, above, below }, facts) => {
    const wanted = is && new Set(is.map(String))
    const hit = valuesOf(field, facts).find((value) => {
      if (wanted && !wanted.has(String(value))) return false
      const number = typeof value === 'number' ? value : Number.NaN
      if (above !== undefined && !(number > above)) return false
      return below === undefined || number < below
    })
    const asked = [
      is && `one of ${is.length}`,
      above !== undefined && `above ${above}`,
      below !== undefined && `below ${below}`,
    ]
    const what = wanted && hit !== undefined ? `is ${String(hit)}` : `is ${asked.filter(Boolean).join(', ')}`
    const key = wanted ? `answer ${field} ${String(hit)}` : `answer ${field} ${asked.join(' ')}`
    return { holds: known(hit !== undefined, facts), because: `the answer ${field} ${what}`, key }
  },

  country: ({ of, is, on }, facts, { lists }) => {
    const list = on === undefined ? undefined : lists[on]
    const wanted = is ?? list?.countries ?? []
    const own =
      of === 'document'
        ? facts.documents.flatMap(({ country }) => country ?? [])
        : valuesOf(of, facts).flatMap((value) => countryCodeOf(String(value)) ?? [])
    const hit = own.find((country) => wanted.includes(country))
    const where = list ? `on ${on} (${list.version})` : `one of ${wanted.length} countries`
    const holds = of === 'document' ? hit !== undefined : known(hit !== undefined, facts)
    return { holds, because: `${of} ${hit ?? 'none'} is ${where}`, key: `country ${of} ${hit} ${on ?? ''}` }
  },

  required_level: ({ is }, { required_level }) => {
    const hit = is.find((name) => LEVELS[name] === required_level)
    return {
      holds: hit !== undefined,
      because: `the required level is ${hit ?? 'another'}`,
      key: `required_level ${hit}`,
    }
  },

  document: ({ type, signal }, { documents }) => {
    const hit = documents.find(
      (document) =>
        (type === undefined || type.some((name) => name === document.document_type)) &&
        (signal === undefined || signal.some((code) => document.signals.includes(code))),
    )
    const signals = hit && signal ? signal.filter((code) => hit.signals.includes(code)).join(', ') : ''
    const what = hit ? `${hit.document_type}${signals && ` has ${signals}`}` : 'none'
    return { holds: hit !== undefined, because: `document: ${what}`, key: `document ${what}` }
  },

  channel: ({ is }, { answered }) => {
    const hit = is.find((channel) => answered.some(({ by }) => by === channel))
    return { holds: hit !== undefined, because: `answers were given by ${hit ?? 'others'}`, key: `channel ${hit}` }
  },

  age: ({ field, from, below }, facts) => {
    const born = valuesOf(field, facts)
      .map(String)
      .find((value) => /^\d{4}-\d{2}-\d{2}$/.test(value))
    if (born === undefined) return { holds: null, because: 'the age is not known', key: 'age' }
    const age = ageOn(born, facts.now)
    const holds = (from === undefined || age >= from) && (below === undefined || age < below)
    return { holds, because: `the age is ${age}`, key: `age ${from ?? ''} ${below ?? ''}` }
  },

  transactions: (condition, { movements, now }, { rates }) => {
    const { direction = 'in or out', days, above, currency } = condition
    const what = `transactions ${direction} of ${days} days are above ${above} ${currency}`
    return { holds: sumSince(movements, condition, rates, now.getTime()), because: what, key: what }
  },
}

/** Where answers are damaged, nobody knows that none of them is meant. */
function known(found: boolean, { damaged }: RiskFacts): boolean | null {
  return found ? true : damaged ? null : false
}

function valuesOf(field: string, { answered }: RiskFacts): Exclude<Answer, null | string[]>[] {
  return answered.flatMap(({ answers }) => {
    const answer = Object.hasOwn(answers, field) ? answers[field] : undefined
    return [answer ?? []].flat()
  })
}

/** In whole years, in UTC. */
function ageOn(born: string, now: Date): number {
  const today = now.toISOString().slice(0, 10)
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4))
  return today.slice(5) < born.slice(5) ? years - 1 : years
}

/**
 * The day on which time alone may change what follows: a birthday that a rule names, or tomorrow while a sum of the last days
 * counts, which may be less then. Null where there is none.
 */
export function lookAgainOn(rules: BrandRisk, facts: RiskFacts, { rules: matched }: Assessment): string | null {
  const today = facts.now.toISOString().slice(0, 10)
  const conditions = conditionsOf(rules.rules)
  const birthdays = conditions.flatMap((one) => {
    if (one.fact !== 'age') return []
    const born = valuesOf(one.field, facts)
      .map(String)
      .filter((value) => /^\d{4}-\d{2}-\d{2}$/.test(value))
    return born.flatMap((day) =>
      [one.from, one.below].flatMap((years) => (years === undefined ? [] : birthday(day, years))),
    )
  })
  const sums =
    conditions.some(({ fact }) => fact === 'transactions') && matched.some(({ key }) => key.includes('transactions '))
  const tomorrow = new Date(facts.now.getTime() + 24 * 3_600_000).toISOString().slice(0, 10)
  return [...birthdays.filter((day) => day > today), ...(sums ? [tomorrow] : [])].sort()[0] ?? null
}

function birthday(born: string, years: number): string {
  return `${String(Number(born.slice(0, 4)) + years).padStart(4, '0')}${born.slice(4)}`
}

/** Over how many days rules add up a customer's transactions. 0 where none does. */
export function daysLookedBack({ rules }: BrandRisk): number {
  const days = conditionsOf(rules).map((one) => (one.fact === 'transactions' ? one.days : 0))
  return Math.max(0, ...days)
}

function conditionsOf(rules: readonly RiskRule[]): RiskCondition[] {
  return rules.flatMap(({ when }) => when.flatMap((one) => ('any' in one ? one.any : [one])))
}

/** What a reviewer set, and what the rules said then. */
export type SetByHand = { level: number; keys: readonly string[] }

/**
 * The level that counts. A reviewer's own stays as long as nothing holds that did not when they set it: it is what they
 * judged. Something new puts the rules in charge again, but takes the risk no lower than the reviewer had it; when that is
 * over, the reviewer's own counts again. So the rules alone never take risk from somebody.
 */
export function settleRisk(
  { level, proposed, rules }: Assessment,
  hand: SetByHand | null,
): { risk_level: number; risk_proposed: number | null; by_hand: boolean } {
  if (!hand) return { risk_level: level, risk_proposed: proposed, by_hand: false }
  if (rules.every(({ key }) => hand.keys.includes(key)))
    return { risk_level: hand.level, risk_proposed: null, by_hand: true }
  const risk_level = Math.max(hand.level, level)
  return { risk_level, risk_proposed: risk_level === RISK_LEVEL.prohibited ? null : proposed, by_hand: false }
}
