import { z } from 'zod'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import type { StepRow } from '@/lib/database/schema'
import { earliestDayAt } from '@/lib/form/calendar/days'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Context } from '../context'
import { currentDocuments } from '../records/documents'
import { profileById } from '../records/profiles'
import { loadStep } from '../records/steps'
import { expiredStep, isUnneeded, skippedStep } from '../rules/step'
import { moveDocument } from '../transitions/move-document'
import { moveStep } from '../transitions/move-step'

const BATCH = 500

/** Expires approvals every 15 minutes. */
export const expireStepsJob = defineJob({
  kind: 'steps.expire',
  input: z.object({}),
  maxAttempts: 1,
  claimFor: 10 * 60_000,
  every: 15 * 60_000,
  handle: (context: Context) => expireSteps(context),
})

/**
 * Expires every approved step whose last day is over wherever the customer may be, with its documents; the profile follows. A step that fails
 * does not stop the others: all errors are thrown together at the end.
 */
export async function expireSteps(context: Context): Promise<void> {
  const failed: unknown[] = []
  let due: Due[] = []
  do {
    due = await dueSteps(context, due.at(-1))
    for (const step of due) await expireStep(context, step).catch((error: unknown) => failed.push(error))
  } while (due.length === BATCH)
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} approvals could not be expired`)
}

type Due = Pick<StepRow, 'id' | 'profile_id' | 'expires_on'>

function dueSteps({ db, clock }: Context, after: Due | undefined): Promise<Due[]> {
  let query = db
    .selectFrom('steps')
    .select(['id', 'profile_id', 'expires_on'])
    .where('status', '=', STEP_STATUS.approved)
    .where('expires_on', '<', earliestDayAt(clock()))
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('expires_on', 'id'), '>', tuple(after.expires_on, after.id)),
    )
  return query.orderBy('expires_on').orderBy('id').limit(BATCH).execute()
}

async function expireStep(context: Context, { id, profile_id }: Due): Promise<void> {
  const { brand, required_level } = await profileById(context.db, profile_id)
  await makeChange(context, { name: 'system', role: 'system', brand }, 'Expire', async (change) => {
    const step = await loadStep(change.tx, brand, id)
    // Another instance or a reviewer was faster.
    if (step.status !== STEP_STATUS.approved) return () => undefined
    for (const document of await currentDocuments(change.tx, { step_id: id })) {
      if (document.status === DOCUMENT_STATUS.approved) await moveDocument(change, document, 'expire')
    }
    const expired = { ...step, ...expiredStep(step) }
    await moveStep(change, step, 'step.expired', expiredStep(step))
    // Nobody asks the customer to renew what they no longer need; they only lose what it gave them.
    if (isUnneeded(expired, required_level))
      await moveStep(change, expired, 'step.skipped', skippedStep(expired, 'level'), { revoked_to: step.level - 1 })
    return () => undefined
  })
}
