import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadTemplate, toTemplate } from '../../records/templates'
import { changeTemplate } from '../../transitions/put-template'
import { judgeForm } from './judge-form'

/**
 * Changes a template. Existing steps keep the version that they were created with. Throws FORM_SCHEMA_INVALID for a form
 * that would leave people stuck.
 */
export function updateTemplate(
  context: Context,
  actor: Actor,
  { id, ...input }: ManagerInput<'MngUpdateKycStepTemplate'>,
): Promise<ManagerOutput<'MngUpdateKycStepTemplate'>> {
  return makeChange(context, actor, 'MngUpdateKycStepTemplate', async (change) => {
    const row = await loadTemplate(change.tx, actor.brand, id)
    const warnings = judgeForm(context, change, input.form_schema ?? null)
    const changed = await changeTemplate(change, row, input)
    return () => ({ ...toTemplate(changed), warnings })
  })
}
