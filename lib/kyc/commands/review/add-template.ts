import type { ManagerOutput } from '@/lib/contract/manager'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { toTemplate } from '../../records/templates'
import { createTemplate, type NewTemplate } from '../../transitions/put-template'
import { judgeForm } from './judge-form'

/**
 * Creates a template. Throws FORM_SCHEMA_INVALID for a form that would leave people stuck, and CONFLICT when the brand
 * already has a template with this code.
 */
export function addTemplate(
  context: Context,
  actor: Actor,
  input: NewTemplate,
): Promise<ManagerOutput<'MngAddKycStepTemplate'>> {
  return makeChange(context, actor, 'MngAddKycStepTemplate', async (change) => {
    const warnings = await judgeForm(context, change, input.form_schema, input)
    const row = await createTemplate(change, input)
    return () => ({ ...toTemplate(row), warnings })
  })
}
