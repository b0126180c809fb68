import type { CustomerKyc } from '@/lib/contract/customer'
import { LEVELS, levelName, REQUESTABLE_LEVELS, type RequestableLevel } from '@/lib/contract/levels/levels'

type Known = Pick<CustomerKyc, 'status' | 'required_level'>
type Wishes = {
  /** What the link asks for, which anybody may have written. */
  asked: RequestableLevel | undefined
  /** What the token says. */
  granted: RequestableLevel | null
  /** What is known of the person; null before they have opened the screens. */
  known: Known | null
  /** Up to which level a link counts without a token or a reviewer: KYC_LEVEL_BY_LINK. */
  byLink: RequestableLevel
}

const APPROVED: readonly Known['status'][] = ['approved', 'review_required']

/**
 * The level that a person who enters is asked to reach. A link counts up to what the token, a reviewer or the deployment
 * allows, and it never asks more of a person who is approved: that is offered to them on the status screen.
 */
export function levelToOpen({ asked, granted, known, byLink }: Wishes): RequestableLevel {
  const required = known?.required_level ?? LEVELS.none
  const byItself = known && APPROVED.includes(known.status) ? LEVELS.none : LEVELS[byLink]
  const allowed = Math.max(LEVELS[granted ?? 'none'], required, byItself)
  const wanted = asked ?? granted ?? requestable(required) ?? 'standard'
  return requestable(Math.min(LEVELS[wanted], allowed)) ?? 'basic'
}

function requestable(level: number): RequestableLevel | undefined {
  return REQUESTABLE_LEVELS.find((name) => name === levelName(level))
}
