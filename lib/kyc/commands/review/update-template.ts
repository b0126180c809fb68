import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadTemplate, refuseTakenCode, toTemplate } from '../../records/templates'
import { storedTitle } from '../../records/titles'
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
    const { tx, now } = change
    const row = await loadTemplate(tx, actor.brand, id)
    const warnings = input.form_schema ? judgeForm(context, change, input.form_schema) : []
    if (input.code) await refuseTakenCode(tx, actor.brand, input.code, id)
    const changed = {
      code: input.code ?? row.code,
      title: input.title === undefined ? row.title : storedTitle(input.title),
      level: input.level ?? row.level,
      required: Number(input.required ?? row.required),
      active: Number(input.active ?? row.active),
      form_schema: input.form_schema === undefined ? row.form_schema : JSON.stringify(input.form_schema),
      version: row.version + 1,
      updated_at: now,
    }
    await tx.updateTable('templates').set(changed).where('id', '=', id).execute()
    change.record({
      ...{ event: 'template.updated', entity_id: id, customer_id: null, before: { version: row.version } },
      after: { version: changed.version, changed: Object.keys(input) },
    })
    return () => ({ ...toTemplate({ ...row, ...changed }), warnings })
  })
}
