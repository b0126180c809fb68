import type { KeptAssessment } from '@/lib/contract/risk/assessment'
import type { BrandRisk } from '@/lib/contract/risk/risk-rules'
import { RISK_LEVEL } from '@/lib/contract/statuses'
import type { Database, ProfileRow, Tx } from '@/lib/database/schema'
import { visibleAnswers } from '@/lib/form/visibility'
import type { Change } from './context'
import { documentsOf, signalsOf } from './records/documents'
import { countingAlerts } from './records/risk/alerts'
import { openAssessment, sealAssessment } from './records/risk/kept-assessment'
import { movementsBetween } from './records/risk/transactions'
import { formOf, type OwnedStep, openAnswers } from './records/steps'
import { riskOf } from './rules/risk'
import { assessRisk, daysLookedBack, lookAgainOn, type RiskFacts, settleRisk } from './rules/risk/assess'
import { stampOf } from './rules/risk/file-stamp'

const DAY_MS = 24 * 3_600_000

type RiskColumns = Pick<ProfileRow, 'risk_level' | 'risk' | 'risk_proposed' | 'risk_file' | 'risk_again_on'>

/** What a profile's risk is now, and whether the explanation is another one. Null where the brand has no rules. */
export type Judged = { columns: RiskColumns; kept: KeptAssessment; changed: boolean }

/**
 * Judges a profile by the rules of its brand.
 * @param hand what a reviewer has just set; null when they have just given the rules control; else what is kept counts.
 */
export async function judgeProfile(
  { tx, sealer, now, risk }: Pick<Change, 'tx' | 'sealer' | 'now' | 'risk'>,
  profile: ProfileRow,
  steps: readonly OwnedStep[],
  hand?: KeptAssessment['hand'],
): Promise<Judged | null> {
  const rules = risk.get(profile.brand)
  if (!rules) return null
  const before = openAssessment(profile, sealer)
  const facts = await riskFacts(tx, profile, steps, sealer, rules, new Date(now))
  const { kept, risk_level, risk_proposed } = judgeFacts(rules, facts, profile, before, hand)
  return {
    columns: {
      ...{ risk_level, risk_proposed, risk: sealAssessment(profile, kept, sealer), risk_file: stampOf(rules) },
      risk_again_on: lookAgainOn(rules, facts, kept),
    },
    kept,
    changed: summaryOf(kept) !== (before && summaryOf(before)) || risk_proposed !== profile.risk_proposed,
  }
}

/** What rules make of facts, and of what a reviewer set. @param before what is kept of the time before. */
export function judgeFacts(
  rules: BrandRisk,
  facts: RiskFacts,
  profile: ProfileRow,
  before: KeptAssessment | null,
  hand: KeptAssessment['hand'] = handOf(profile, before),
) {
  const assessment = assessRisk(rules, facts)
  // Nobody's risk falls because what they said does not open any more.
  const floor = facts.damaged ? (before?.level ?? profile.risk_level) : 0
  const level = Math.max(assessment.level, Math.min(RISK_LEVEL.high, floor))
  const kept: KeptAssessment = { ...assessment, level, hand }
  return { kept, ...settleRisk(kept, hand) }
}

/** What the audit keeps of a judgement: rules by their ids, never what they found. */
export function assessedBy({ columns: { risk_level, risk_proposed }, kept }: Judged) {
  const { version, points, rules } = kept
  return {
    ...{ risk_level, points, version, rules: rules.map(({ id }) => id) },
    ...(risk_proposed !== null && { proposed: risk_proposed }),
  }
}

/** A level from before there were rules is a reviewer's own, too. */
function handOf({ risk_by_hand, risk_level }: ProfileRow, before: KeptAssessment | null): KeptAssessment['hand'] {
  if (risk_by_hand !== 1) return null
  return before?.hand ?? { level: risk_level, by: null, at: null, keys: [] }
}

/** The outcome: another version of the rules that says the same is no news. */
function summaryOf({ level, points, rules, unknown }: KeptAssessment): string {
  return JSON.stringify([level, points, rules.map(({ key }) => key), unknown])
}

/** Those of the longest time that a rule looks back; none where none does. */
async function recentMovements(
  tx: Database | Tx,
  profile: ProfileRow,
  sealer: Change['sealer'],
  rules: BrandRisk,
  now: Date,
) {
  const days = daysLookedBack(rules)
  if (days === 0) return []
  return movementsBetween(tx, profile, sealer, now.getTime() - days * DAY_MS, now.getTime() + DAY_MS)
}

/** All that rules may ask of a customer. */
export async function riskFacts(
  tx: Database | Tx,
  profile: ProfileRow,
  steps: readonly OwnedStep[],
  sealer: Change['sealer'],
  rules: BrandRisk,
  now: Date,
): Promise<RiskFacts> {
  const submitted = steps.filter(({ answers }) => answers !== null)
  const opened = submitted.map((step) => ({ step, form: formOf(step), answers: openAnswers(step, 'answers', sealer) }))
  const documents = await documentsOf(tx, { profile_id: profile.id })
  return {
    answered: opened.flatMap(({ step, form, answers }) =>
      answers === null
        ? []
        : [{ answers: visibleAnswers(form, answers), by: step.submitted_by === null ? 'customer' : 'staff' } as const],
    ),
    damaged: opened.some(({ answers }) => answers === null),
    required_level: profile.required_level,
    documents: documents.map((row) => ({
      ...{ document_type: row.document_type, country: row.country },
      signals: signalsOf(row).map(({ code }) => code),
    })),
    movements: await recentMovements(tx, profile, sealer, rules, now),
    alerts: await countingAlerts(tx, profile.id),
    byTemplates: riskOf(opened),
    now,
  }
}
