import { STEP_STATUS } from '@/lib/contract/statuses'
import type { ProfileRow, StepRow, TemplateRow } from '@/lib/database/schema'
import type { Change } from '../context'
import { insertStep, stepsOf } from '../records/steps'
import { templatesUpTo } from '../records/templates'

/** Attaches the current version of a template. Returns null when there is already an active step with its code. */
export async function attachStep(
  change: Change,
  profile: ProfileRow,
  template: TemplateRow,
  event: 'step.attached' | 'step.required',
): Promise<StepRow | null> {
  const same = (await stepsOf(change.tx, profile.id)).filter(({ code }) => code === template.code)
  if (same.some(({ status }) => status !== STEP_STATUS.skipped)) return null
  const step = await insertStep(change.tx, profile.id, template, change.now)
  change.record({
    ...{ event, entity_id: step.id, profile_id: profile.id, customer_id: profile.customer_id },
    after: { code: step.code, status: step.status },
  })
  return step
}

/** Attaches every step that the level requires and the profile lacks. */
export async function attachLevel(change: Change, profile: ProfileRow, level: number): Promise<void> {
  for (const template of await templatesUpTo(change.tx, profile.brand, level))
    await attachStep(change, profile, template, 'step.attached')
}
