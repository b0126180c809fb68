import { v7 as uuid } from 'uuid'
import type { ManagerInput } from '@/lib/contract/manager'
import type { TemplateRow } from '@/lib/database/schema'
import type { Change } from '../context'
import { lastPosition, refuseTakenCode } from '../records/templates'
import { storedTitle } from '../records/titles'

export type NewTemplate = ManagerInput<'MngAddKycStepTemplate'>
export type TemplateChanges = Omit<ManagerInput<'MngUpdateKycStepTemplate'>, 'id' | 'reissue'>

/** Creates a template. Throws CONFLICT when the brand already has one with this code. */
export async function createTemplate(change: Change, input: NewTemplate): Promise<TemplateRow> {
  const { tx, actor, now } = change
  const { code, title, level } = input
  await refuseTakenCode(tx, actor.brand, code, null)
  const position = input.position ?? (await lastPosition(tx, actor.brand, level))
  const row: TemplateRow = {
    ...{ id: uuid(), brand: actor.brand, code, title: storedTitle(title), level, position, version: 1 },
    ...{ required: Number(input.required), active: Number(input.active) },
    ...{ form_schema: JSON.stringify(input.form_schema), created_at: now, updated_at: now, deleted_at: null },
  }
  await tx.insertInto('templates').values(row).execute()
  change.record({ event: 'template.created', entity_id: row.id, customer_id: null, after: { code, version: 1 } })
  return row
}

/** Makes a new version of a template. Throws CONFLICT when its new code is that of another one. */
export async function changeTemplate(change: Change, row: TemplateRow, input: TemplateChanges): Promise<TemplateRow> {
  const { tx, actor, now } = change
  if (input.code) await refuseTakenCode(tx, actor.brand, input.code, row.id)
  const changed = {
    code: input.code ?? row.code,
    title: input.title === undefined ? row.title : storedTitle(input.title),
    level: input.level ?? row.level,
    position: input.position ?? row.position,
    required: Number(input.required ?? row.required),
    active: Number(input.active ?? row.active),
    form_schema: input.form_schema === undefined ? row.form_schema : JSON.stringify(input.form_schema),
    version: row.version + 1,
    updated_at: now,
  }
  await tx.updateTable('templates').set(changed).where('id', '=', row.id).execute()
  change.record({
    ...{ event: 'template.updated', entity_id: row.id, customer_id: null, before: { version: row.version } },
    after: { version: changed.version, changed: Object.keys(input) },
  })
  return { ...row, ...changed }
}

/** Deletes a template. Steps created from it stay. */
export async function removeTemplate({ tx, now, record }: Change, { id, code }: TemplateRow): Promise<void> {
  await tx.updateTable('templates').set({ deleted_at: now, active: 0 }).where('id', '=', id).execute()
  record({
    ...{ event: 'template.deleted', entity_id: id, customer_id: null },
    ...{ before: { code }, after: { deleted: true } },
  })
}
