import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadTemplate, toTemplate } from '../../records/templates'
import { changeTemplate } from '../../transitions/put-template'
import { reissueSteps } from '../reissue-steps'
import { judgeForm } from './judge-form'

/**
 * Changes a template. Existing steps keep the version that they were created with; `reissue` gives the new one to those
 * that wait for their customer. Throws FORM_SCHEMA_INVALID for a form
 * that would leave people stuck.
 */
export function updateTemplate(
  context: Context,
  actor: Actor,
  { id, reissue, ...input }: ManagerInput<'MngUpdateKycStepTemplate'>,
): Promise<ManagerOutput<'MngUpdateKycStepTemplate'>> {
  return makeChange(context, actor, 'MngUpdateKycStepTemplate', async (change) => {
    const row = await loadTemplate(change.tx, actor.brand, id)
    const place = { code: row.code, level: input.level ?? row.level }
    const warnings = await judgeForm(context, change, input.form_schema ?? null, place)
    const changed = await changeTemplate(change, row, input)
    const reissued = reissue ? await reissueSteps(change, changed) : 0
    return () => ({ ...toTemplate(changed), warnings, reissued })
  })
}
