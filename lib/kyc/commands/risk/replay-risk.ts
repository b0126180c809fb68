import { TEMPLATE_RULE } from '@/lib/contract/risk/faults-between'
import type { BrandRisk } from '@/lib/contract/risk/risk-rules'
import { RISK_LEVEL } from '@/lib/contract/statuses'
import type { AlertRow, Database, ProfileRow } from '@/lib/database/schema'
import { judgeFacts, riskFacts } from '../../assess-profile'
import type { Context } from '../../context'
import { openAssessment } from '../../records/risk/kept-assessment'
import { movementOf, openTransaction, transactionsInOrder } from '../../records/risk/transactions'
import { ownerOf } from '../../records/sealed'
import { stepsOf } from '../../records/steps'
import type { RiskFacts } from '../../rules/risk/assess'
import { decideNext, emptyHistory } from '../../rules/risk/transaction-alerts'

const BATCH = 200
/** So many differences of one customer are told by themselves; all are counted. */
const TOLD = 100

type Rules = Record<string, number>
/** What rules would have decided of a customer, beside what was decided. */
export type ReplayedCustomer = {
  customer_id: string
  transactions: number
  /** How many transactions brought each rule to hold. */
  decided: Rules
  would: Rules
  /** How often a rule could not be applied for want of a rate. */
  unconverted: number
  /** Transactions that do not open, and count for nothing. */
  damaged: number
  differing: { transaction_id: string; decided: string[]; would: string[] }[]
  risk: {
    /** `rules`: the ids of those that held. */
    decided: { level: number; proposed: number | null; rules: string[] }
    /** `decisive`: those without any one of which the outcome would be another. Of two that each suffice, neither is. */
    would: { level: number; proposed: number | null; rules: string[]; decisive: string[] }
  }
}

/**
 * Applies rules to all that is known of a brand's customers, one at a time, and changes nothing: the transactions in the order
 * in which they were recorded, then the facts of today. With the rules that decided, it comes to the same.
 */
export async function* replayRisk(
  context: Pick<Context, 'db' | 'sealer' | 'clock'>,
  brand: string,
  rules: BrandRisk,
): AsyncGenerator<ReplayedCustomer> {
  let after = ''
  for (;;) {
    const profiles = await context.db
      .selectFrom('profiles')
      .selectAll()
      .where('brand', '=', brand)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    for (const profile of profiles) yield await replayCustomer(context, profile, rules)
    const last = profiles.at(-1)
    if (profiles.length < BATCH || !last) return
    after = last.id
  }
}

async function replayCustomer(
  { db, sealer, clock }: Pick<Context, 'db' | 'sealer' | 'clock'>,
  profile: ProfileRow,
  rules: BrandRisk,
): Promise<ReplayedCustomer> {
  const [history, owner] = [emptyHistory(), ownerOf(profile)]
  const [decided, would]: [Rules, Rules] = [{}, {}]
  const held = new Map<string, number>()
  const differing: ReplayedCustomer['differing'] = []
  const counts = { transactions: 0, unconverted: 0, damaged: 0 }
  for await (const row of transactionsInOrder(db, profile.id)) {
    counts.transactions += 1
    const content = openTransaction(row, owner, sealer)
    if (!content) {
      counts.damaged += 1
      continue
    }
    const now = decideNext(rules, history, movementOf(row.at, content))
    const [before, after] = [content.decision?.alerts ?? [], now?.alerts ?? []]
    for (const id of before) decided[id] = (decided[id] ?? 0) + 1
    for (const id of after) {
      would[id] = (would[id] ?? 0) + 1
      held.set(id, row.position)
    }
    counts.unconverted += now?.unconverted.length ?? 0
    if (before.join() !== after.join() && differing.length < TOLD)
      differing.push({ transaction_id: row.transaction_id, decided: before, would: after })
  }
  const facts = await riskFacts(db, profile, await stepsOf(db, profile.id), sealer, rules, clock())
  const alerts = alertsOf(held, await allAlerts(db, profile.id))
  const before = openAssessment(profile, sealer)
  const judgeBy = (some: BrandRisk, changed: Partial<RiskFacts> = {}) =>
    judgeFacts(some, { ...facts, alerts, ...changed }, profile, before)
  const judged = judgeBy(rules)
  const ids = judged.kept.rules.map(({ id }) => id)
  const decisive = ids.filter((id) => {
    const other =
      id === TEMPLATE_RULE ? judgeBy(rules, { byTemplates: RISK_LEVEL.unknown }) : judgeBy(without(rules, id))
    return other.risk_level !== judged.risk_level || other.risk_proposed !== judged.risk_proposed
  })
  return {
    ...{ customer_id: profile.customer_id, ...counts, decided, would, differing },
    risk: {
      decided: {
        ...{ level: profile.risk_level, proposed: profile.risk_proposed },
        rules: before?.rules.map(({ id }) => id) ?? [],
      },
      would: { level: judged.risk_level, proposed: judged.risk_proposed, rules: ids, decisive },
    },
  }
}

function without({ rules, transactions, ...others }: BrandRisk, id: string): BrandRisk {
  const isOther = (rule: { id: string }) => rule.id !== id
  return { ...others, rules: rules.filter(isOther), transactions: { rules: transactions.rules.filter(isOther) } }
}

type Resolved = Pick<AlertRow, 'id' | 'rule' | 'state' | 'last_position'>

function allAlerts(db: Database, profileId: string): Promise<Resolved[]> {
  return db
    .selectFrom('alerts')
    .select(['id', 'rule', 'state', 'last_position'])
    .where('profile_id', '=', profileId)
    .where('kind', '=', 'transactions')
    .orderBy('id')
    .execute()
}

/**
 * The alerts that would count: what a reviewer has dismissed stays dismissed, and what is there already is the same one.
 * @param held the last position at which each rule would have held.
 */
function alertsOf(held: ReadonlyMap<string, number>, known: readonly Resolved[]) {
  return [...held].flatMap(([rule, position]) => {
    const own = known.filter((alert) => alert.rule === rule)
    const counting = own.filter(({ state }) => state !== 'dismissed')
    if (counting.length > 0) return counting.map(({ id }) => ({ id, rule }))
    const dismissed = Math.max(0, ...own.map(({ last_position }) => last_position))
    return position > dismissed ? [{ id: 'replay', rule }] : []
  })
}
