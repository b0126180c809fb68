import { type KeptAssessment, keptAssessmentSchema, type RiskExplanation } from '@/lib/contract/risk/assessment'
import type { ProfileRow } from '@/lib/database/schema'
import type { Place, Sealer } from '@/lib/files/sealer'
import { openJson, ownerOf, sealJson } from '../sealed'

const placeOf = (id: string): Place => ['profiles', 'risk', id]

/** Why a profile's risk is what it is. Null where that was never judged by rules, or is damaged. */
export function openAssessment(profile: ProfileRow, sealer: Sealer): KeptAssessment | null {
  return openJson(keptAssessmentSchema, profile.risk, ownerOf(profile), placeOf(profile.id), sealer)
}

export function sealAssessment(profile: ProfileRow, kept: KeptAssessment, sealer: Sealer): string {
  return sealJson(kept, ownerOf(profile), placeOf(profile.id), sealer)
}

/** As reviewers read it. Null where there is none. */
export function toExplanation(profile: ProfileRow, sealer: Sealer): RiskExplanation | null {
  const kept = openAssessment(profile, sealer)
  if (!kept) return null
  const { version, points, level, rules, unknown, hand } = kept
  const told = rules.map(({ key, ...rule }) => ({ ...rule, since_set: hand !== null && !hand.keys.includes(key) }))
  return {
    ...{ version, points, level_by_rules: level, proposed: profile.risk_proposed, unknown, rules: told },
    by_hand: hand !== null && told.every(({ since_set }) => !since_set),
    ...{ set_by: hand?.by ?? null, set_at: hand?.at ?? null },
  }
}
