import { CHANGED_PARTS, type ChangedPart } from '@/lib/contract/screening/screenings'
import { PROFILE_STATUS, RISK_LEVEL } from '@/lib/contract/statuses'
import type { ProfileRow, ScreeningHitRow } from '@/lib/database/schema'

/** What hits on lists mean for a profile, and what becomes of one that is found again. Pure. */

type Weighed = Pick<ScreeningHitRow, 'state' | 'topic'>

/** The risk that an entry brings as long as nobody has found that it is somebody else's. */
const RISK_BY_TOPIC = {
  sanctions: RISK_LEVEL.high,
  pep: RISK_LEVEL.high,
  rca: RISK_LEVEL.high,
  other: RISK_LEVEL.medium,
} as const satisfies Record<ScreeningHitRow['topic'], number>

/**
 * What a profile's hits bring: how many wait for a reviewer, the risk by rule, and what is proposed. Of sanctions that is
 * prohibited, which only a reviewer sets; until then two reviewers decide.
 */
export function weightOf(hits: readonly Weighed[]): Pick<ProfileRow, 'open_hits' | 'screening_risk' | 'proposed_risk'> {
  const standing = hits.filter(({ state }) => state !== 'false_positive')
  return {
    open_hits: standing.filter(({ state }) => UNSETTLED.includes(state)).length,
    screening_risk: Math.max(0, ...standing.map(({ topic }) => RISK_BY_TOPIC[topic])),
    proposed_risk: standing.some(({ topic }) => topic === 'sanctions') ? RISK_LEVEL.prohibited : 0,
  }
}

/** Of these a reviewer still has to decide. */
export const UNSETTLED: readonly ScreeningHitRow['state'][] = ['open', 'unsure']

/** The status as reviewers see it: what hits hold has to be reviewed, unless it is refused anyway. */
export function heldStatus(
  status: number,
  { open_hits, proposed_risk }: Pick<ProfileRow, 'open_hits' | 'proposed_risk'>,
) {
  const refused = status === PROFILE_STATUS.rejected || status === PROFILE_STATUS.none
  return !refused && (open_hits > 0 || proposed_risk > 0) ? PROFILE_STATUS.review_required : status
}

/** A keyed digest of each part of what is known of a person. */
export type Parts = Readonly<Record<string, string>>

/** What is not as it was when a hit was found before. */
export function changesSince(
  before: { parts: Parts; entry_digest: string },
  now: { parts: Parts; entry_digest: string },
): ChangedPart[] {
  return CHANGED_PARTS.filter((part) =>
    part === 'entry' ? before.entry_digest !== now.entry_digest : before.parts[part] !== now.parts[part],
  )
}

/**
 * Whether a reviewer's decision settles a hit, or has to be confirmed: that an entry of a sanctions list is somebody else
 * takes two different reviewers.
 */
export function needsSecond(
  { topic, proposed }: { topic: ScreeningHitRow['topic']; proposed: { state: string; by: string } | null },
  state: string,
): boolean {
  return topic === 'sanctions' && state === 'false_positive' && proposed?.state !== state
}
