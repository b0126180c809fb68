import type { RefreshPolicy } from '@/lib/contract/risk/risk-rules'
import { PROFILE_STATUS, RISK_LEVEL } from '@/lib/contract/statuses'
import type { ProfileRow } from '@/lib/database/schema'
import { addDays } from '@/lib/form/calendar/days'

/** When what is known of a customer is looked over again: AMLR, Article 26. Pure. */

type RefreshColumns = Pick<ProfileRow, 'reviewed_on' | 'refresh_due_on' | 'refresh_asked_on'>
type Now = Pick<ProfileRow, 'status' | 'risk_level'> & { today: string; alertConfirmed: boolean }

/**
 * The columns after a change. A review is over when the profile is approved after the customer was asked; the first approval is
 * one, too. Until the next one is over, its day only comes nearer: by a higher risk, or by what the policy names.
 */
export function refreshColumns(
  before: ProfileRow,
  { status, risk_level, today, alertConfirmed }: Now,
  policy: RefreshPolicy | undefined,
): RefreshColumns {
  const isApproved = status === PROFILE_STATUS.approved
  const isOver = isApproved && before.refresh_asked_on !== null
  const first = before.first_approved_at?.slice(0, 10) ?? (isApproved ? today : null)
  const reviewed_on = isOver ? today : (before.reviewed_on ?? first)
  const refresh_asked_on = isOver ? null : before.refresh_asked_on
  if (!policy || reviewed_on === null || before.relationship_ended_on !== null)
    return { reviewed_on, refresh_due_on: null, refresh_asked_on }
  const isRaised = policy.on.includes('risk_raised') && risk_level > Math.max(before.risk_level, RISK_LEVEL.low)
  const isNow = (isRaised && before.reviewed_on !== null) || (alertConfirmed && policy.on.includes('alert_confirmed'))
  const days = [
    addMonths(reviewed_on, policy.months[periodOf(risk_level)]),
    ...(isNow ? [addDays(today, policy.answer_days)] : []),
    ...(isOver || before.refresh_due_on === null ? [] : [before.refresh_due_on]),
  ]
  return { reviewed_on, refresh_due_on: days.sort()[0] ?? null, refresh_asked_on }
}

function periodOf(risk: number): keyof RefreshPolicy['months'] {
  if (risk >= RISK_LEVEL.high) return 'high'
  return risk === RISK_LEVEL.medium ? 'medium' : 'low'
}

/** The same day so many months later, or the last of its month. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
