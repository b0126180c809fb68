import { v7 as uuid } from 'uuid'
import { asksNothing } from '@/lib/contract/fields'
import { STEP_STATUS } from '@/lib/contract/statuses'
import type { ProfileRow, TemplateRow } from '@/lib/database/schema'
import type { Change } from '../context'
import { formOf, insertStep, type OwnedStep, stepsOf, updateStep } from '../records/steps'
import { templatesUpTo } from '../records/templates'
import { reopenedStep } from '../rules/step'

/**
 * Attaches the current version of a template, or brings the customer's skipped step with its code back. Returns null
 * when there is already an active step with its code. A level does not bring back what a reviewer waived.
 */
export async function attachStep(
  change: Change,
  profile: ProfileRow,
  template: TemplateRow,
  event: 'step.attached' | 'step.required',
): Promise<OwnedStep | null> {
  const same = (await stepsOf(change.tx, profile.id)).filter(({ code }) => code === template.code)
  if (same.some(({ status }) => status !== STEP_STATUS.skipped)) return null
  const skipped = same.at(-1)
  if (skipped?.skipped_for === 'waiver' && event === 'step.attached') return null
  const required_by_hand = event === 'step.required' ? 1 : 0
  const step = skipped
    ? await bringBack(change, skipped, required_by_hand)
    : await insertStep(change.tx, profile, madeFrom(template, required_by_hand), change.now)
  change.record({
    ...{ event, entity_id: step.id, profile_id: profile.id, customer_id: profile.customer_id },
    after: { code: step.code, status: step.status },
  })
  return step
}

function madeFrom({ id, version, code, title, level, position, form_schema }: TemplateRow, required_by_hand: 0 | 1) {
  const origin = { id: uuid(), template_id: id, template_version: version, question: null, required_by_hand }
  return { ...origin, code, title, level, position, form_schema }
}

async function bringBack({ tx, now }: Change, skipped: OwnedStep, required_by_hand: 0 | 1): Promise<OwnedStep> {
  const status = asksNothing(formOf(skipped)) ? STEP_STATUS.pending : STEP_STATUS.required
  const columns = { ...reopenedStep(skipped), status, required_by_hand }
  await updateStep(tx, skipped.id, columns, now)
  return { ...skipped, ...columns, updated_at: now }
}

/** Attaches every step that the level requires and the profile lacks. */
export async function attachLevel(change: Change, profile: ProfileRow, level: number): Promise<void> {
  for (const template of await templatesUpTo(change.tx, profile.brand, level))
    await attachStep(change, profile, template, 'step.attached')
}
