import { z } from 'zod'
import type { RefreshPolicy } from '@/lib/contract/risk/risk-rules'
import { PROFILE_STATUS, RISK_LEVEL, STEP_STATUS } from '@/lib/contract/statuses'
import type { ProfileRow } from '@/lib/database/schema'
import { addDays } from '@/lib/form/calendar/days'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../../change'
import type { Change, Context } from '../../context'
import { overdueReviews } from '../../queries/overdue-reviews'
import { loadProfile, updateProfile } from '../../records/profiles'
import { stepsOf, updateStep } from '../../records/steps'
import { templateByCode } from '../../records/templates'
import { isWaiting } from '../../rules/reissue'
import { reopenedStep } from '../../rules/step'
import { attachStep } from '../../transitions/attach-step'
import { moveStep } from '../../transitions/move-step'

const BATCH = 200

/** Asks every hour those whose review is due soon, and warns of those whose day is over. */
export const askRefreshJob = defineJob({
  kind: 'refresh.ask',
  input: z.object({}),
  maxAttempts: 1,
  claimFor: 5 * 60_000,
  renewFor: 60 * 60_000,
  every: 60 * 60_000,
  handle: (context: Context) => askRefresh(context),
})

/**
 * Asks all customers whose review is due within the time that the policy leaves them to go through its steps again. What they
 * were granted stays. Warns of brands with reviews whose day is over. One that fails does not stop the others: all errors are
 * thrown together at the end.
 */
export async function askRefresh(context: Context): Promise<void> {
  const failed: unknown[] = []
  for (const [brand, { refresh }] of context.risk) {
    if (!refresh) continue
    let due: Pick<ProfileRow, 'id'>[] = []
    do {
      due = await dueProfiles(context, brand, refresh, due.at(-1)?.id ?? '')
      for (const { id } of due) await ask(context, brand, id, refresh).catch((error: unknown) => failed.push(error))
    } while (due.length === BATCH)
  }
  for (const overdue of await overdueReviews(context)) if (overdue.count > 0) context.warnOverdue(overdue)
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} customers could not be asked`)
}

const todayOf = ({ clock }: Pick<Context, 'clock'>) => clock().toISOString().slice(0, 10)

function dueProfiles(context: Context, brand: string, { ahead_days, answer_days }: RefreshPolicy, after: string) {
  return context.db
    .selectFrom('profiles')
    .select('id')
    .where('brand', '=', brand)
    .where('refresh_due_on', '<=', addDays(todayOf(context), Math.max(ahead_days, answer_days)))
    .where('refresh_asked_on', 'is', null)
    .where('relationship_ended_on', 'is', null)
    .where('status', '!=', PROFILE_STATUS.rejected)
    .where('risk_level', '!=', RISK_LEVEL.prohibited)
    .where('id', '>', after)
    .orderBy('id')
    .limit(BATCH)
    .execute()
}

function ask(context: Context, brand: string, id: string, { steps }: RefreshPolicy): Promise<void> {
  return makeChange(context, { name: 'system', role: 'system', brand }, 'Refresh', async (change) => {
    const profile = await loadProfile(change.tx, brand, id)
    const { refresh_due_on, customer_id } = profile
    // Another instance was faster, or the review is no longer due.
    if (refresh_due_on === null || profile.refresh_asked_on !== null) return () => undefined
    const asked: string[] = []
    for (const code of steps) if (await askStep(change, profile, code, refresh_due_on)) asked.push(code)
    if (asked.length === 0) return () => undefined
    await updateProfile(change.tx, id, { refresh_asked_on: change.now.slice(0, 10) })
    change.record({
      ...{ event: 'profile.refresh_asked', entity_id: id, profile_id: id, customer_id },
      after: { due_on: refresh_due_on, steps: asked },
    })
    return () => undefined
  })
}

/** Has a step gone through again, or for the first time. False where the customer has none and there is no template. */
async function askStep(change: Change, profile: ProfileRow, code: string, refresh_by: string): Promise<boolean> {
  const { tx, now } = change
  const step = (await stepsOf(tx, profile.id)).findLast((one) => one.code === code)
  if (!step || step.status === STEP_STATUS.skipped) {
    const template = await templateByCode(tx, profile.brand, code)
    const attached = template && (await attachStep(change, profile, template, 'step.required'))
    if (attached) await updateStep(tx, attached.id, { refresh_by }, now)
    return Boolean(attached)
  }
  if (step.status === STEP_STATUS.approved) {
    const comment = `What is known of the customer is looked over by ${refresh_by}`
    await moveStep(change, step, 'step.reopened', { ...reopenedStep(step), refresh_by }, { comment })
    return true
  }
  if (isWaiting(step)) await updateStep(tx, step.id, { refresh_by }, now)
  return isWaiting(step) || step.status === STEP_STATUS.pending
}
