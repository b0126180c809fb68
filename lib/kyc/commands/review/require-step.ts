import type { ManagerInput } from '@/lib/contract/manager'
import type { StepRecord } from '@/lib/contract/records'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { toStep } from '../../records/steps'
import { loadTemplate } from '../../records/templates'
import { conflictFor } from '../../rules/conflict'
import { attachStep } from '../../transitions/attach-step'
import { ensureProfile } from '../../transitions/ensure-profile'

/**
 * `kyc.require_step`: attaches one template to a customer. Throws CONFLICT when there is already a step with its code.
 */
export function requireStep(
  context: Context,
  actor: Actor,
  { customer_id, template_id, trading_login }: ManagerInput<'MngRequireKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngRequireKycStep', async (change) => {
    const template = await loadTemplate(change.tx, actor.brand, template_id)
    const profile = await ensureProfile(change, customer_id, { trading_login })
    const step = await attachStep(change, profile, template, 'step.required')
    if (!step) throw conflictFor('attached', `The customer already has a step "${template.code}".`)
    return () => toStep(step, context.sealer)
  })
}
