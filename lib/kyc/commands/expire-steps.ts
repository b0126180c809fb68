import { z } from 'zod'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Actor, Context } from '../context'
import { currentDocuments } from '../records/documents'
import { findStep } from '../records/steps'
import { expiredStep } from '../rules/step'
import { moveDocument } from '../transitions/move-document'
import { moveStep } from '../transitions/move-step'

/** Looks every quarter of an hour for approvals whose last day is over. */
export const expireStepsJob = defineJob({
  kind: 'steps.expire',
  input: z.object({}),
  attempts: 1,
  takesAtMost: 10 * 60_000,
  every: 15 * 60_000,
  handle: (context: Context) => expireSteps(context),
})

/** Expires every approval whose last day is over: the step, its documents and with them the profile. Days are UTC's. */
export async function expireSteps(context: Context): Promise<void> {
  const today = context.clock().toISOString().slice(0, 10)
  const due = await context.db
    .selectFrom('steps')
    .innerJoin('profiles', 'profiles.id', 'steps.profile_id')
    .select(['steps.id', 'profiles.brand'])
    .where('steps.status', '=', STEP_STATUS.approved)
    .where('steps.expires_on', '<', today)
    .execute()
  for (const { id, brand } of due) await expireStep(context, { name: 'system', role: 'system', brand }, id)
}

function expireStep(context: Context, actor: Actor, id: string): Promise<void> {
  return makeChange(context, actor, 'Expire', async (change) => {
    const step = await findStep(change.tx, actor.brand, id)
    // Another instance was here first, or a reviewer.
    if (step.status !== STEP_STATUS.approved) return () => undefined
    for (const document of await currentDocuments(change.tx, { step_id: id })) {
      if (document.status === DOCUMENT_STATUS.approved)
        await moveDocument(change, { ...document, customer_id: step.customer_id }, 'expire')
    }
    await moveStep(change, step, 'step.expired', expiredStep(step))
    return () => undefined
  })
}
