import { v7 as uuid } from 'uuid'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { TemplateRow } from '@/lib/database/schema'
import { makeChange } from '../../change'
import type { Actor, Change, Context } from '../../context'
import { refuseTakenCode, toTemplate } from '../../records/templates'
import { storedTitle } from '../../records/titles'
import { judgeForm } from './judge-form'

export type NewTemplate = ManagerInput<'MngAddKycStepTemplate'>

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
    const warnings = judgeForm(context, change, input.form_schema)
    const row = await insertTemplate(change, input)
    return () => ({ ...toTemplate(row), warnings })
  })
}

/**
 * Creates the templates whose codes the brand does not have yet. Instances that start together create each one once.
 */
export function seedTemplates(context: Context, brand: string, templates: readonly NewTemplate[]): Promise<void> {
  return makeChange(context, { name: 'system', role: 'system', brand }, 'SeedTemplates', async (change) => {
    const known = await change.tx.selectFrom('templates').select('code').where('brand', '=', brand).execute()
    for (const template of templates)
      if (known.every(({ code }) => code !== template.code)) await insertTemplate(change, template)
    return () => undefined
  })
}

async function insertTemplate(change: Change, input: NewTemplate): Promise<TemplateRow> {
  const { tx, actor, now } = change
  const { code, title, level } = input
  await refuseTakenCode(tx, actor.brand, code, null)
  const row: TemplateRow = {
    ...{ id: uuid(), brand: actor.brand, code, title: storedTitle(title), level, version: 1 },
    ...{ required: Number(input.required), active: Number(input.active) },
    ...{ form_schema: JSON.stringify(input.form_schema), created_at: now, updated_at: now, deleted_at: null },
  }
  await tx.insertInto('templates').values(row).execute()
  change.record({ event: 'template.created', entity_id: row.id, customer_id: null, after: { code, version: 1 } })
  return row
}
