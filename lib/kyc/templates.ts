import { v7 as uuid } from 'uuid'
import { KycError } from '@/lib/contract/errors'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Template } from '@/lib/contract/records'
import type { Schema, Tx } from '@/lib/database/schema'
import { type Actor, type Change, type Context, makeChange } from './change'
import { afterId, pageOf } from './pages'

type Row = Schema['templates']
export type NewTemplate = ManagerInput<'MngAddKycStepTemplate'>

/** Creates a template. CONFLICT when the brand has an active one with this code. */
export function addTemplate(context: Context, actor: Actor, input: NewTemplate): Promise<Template> {
  return makeChange(context, actor, 'MngAddKycStepTemplate', (change) => insertTemplate(change, input))
}

async function insertTemplate({ tx, actor, now, record }: Change, input: NewTemplate): Promise<Template> {
  await refuseTakenCode(tx, actor.brand, input.code, null)
  const row: Row = {
    id: uuid(),
    brand: actor.brand,
    code: input.code,
    title: input.title,
    level: input.level,
    required: Number(input.required),
    active: Number(input.active),
    form_schema: JSON.stringify(input.form_schema),
    version: 1,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  }
  await tx.insertInto('templates').values(row).execute()
  await record({ entity: 'template', entity_id: row.id, customer_id: null, after: { code: row.code, version: 1 } })
  return toTemplate(row)
}

/** Creates the templates whose codes the brand does not have yet; copies that start together create each once. */
export function seedTemplates(context: Context, brand: string, templates: readonly NewTemplate[]): Promise<void> {
  const actor: Actor = { name: 'system', role: 'system', brand }
  return makeChange(context, actor, 'SeedTemplates', async (change) => {
    const known = await change.tx.selectFrom('templates').select('code').where('brand', '=', brand).execute()
    for (const template of templates)
      if (known.every((row) => row.code !== template.code)) await insertTemplate(change, template)
  })
}

/** Changes a template; steps already attached keep the version that they were given. */
export function updateTemplate(
  context: Context,
  actor: Actor,
  { id, ...input }: ManagerInput<'MngUpdateKycStepTemplate'>,
): Promise<Template> {
  return makeChange(context, actor, 'MngUpdateKycStepTemplate', async ({ tx, now, record }) => {
    const row = await findTemplate(tx, actor.brand, id)
    if (input.code) await refuseTakenCode(tx, actor.brand, input.code, id)
    const changed = {
      code: input.code ?? row.code,
      title: input.title ?? row.title,
      level: input.level ?? row.level,
      required: Number(input.required ?? row.required),
      active: Number(input.active ?? row.active),
      form_schema: input.form_schema ? JSON.stringify(input.form_schema) : row.form_schema,
      version: row.version + 1,
      updated_at: now,
    }
    await tx.updateTable('templates').set(changed).where('id', '=', id).execute()
    await record({
      entity: 'template',
      entity_id: id,
      customer_id: null,
      before: { version: row.version },
      after: { version: changed.version, changed: Object.keys(input) },
    })
    return toTemplate({ ...row, ...changed })
  })
}

/** Takes a template out of use; steps already attached stay. */
export function deleteTemplate(
  context: Context,
  actor: Actor,
  { id }: { id: string },
): Promise<ManagerOutput<'MngDeleteKycStepTemplate'>> {
  return makeChange(context, actor, 'MngDeleteKycStepTemplate', async ({ tx, now, record }) => {
    const row = await findTemplate(tx, actor.brand, id)
    await tx.updateTable('templates').set({ deleted_at: now, active: 0 }).where('id', '=', id).execute()
    await record({
      entity: 'template',
      entity_id: id,
      customer_id: null,
      before: { code: row.code },
      after: { deleted: true },
    })
    return { id, deleted: true as const }
  })
}

export async function listTemplates(
  context: Context,
  actor: Actor,
  input: ManagerInput<'MngGetKycStepTemplates'>,
): Promise<ManagerOutput<'MngGetKycStepTemplates'>> {
  const after = afterId(input.cursor)
  let query = context.db
    .selectFrom('templates')
    .selectAll()
    .where('brand', '=', actor.brand)
    .where('deleted_at', 'is', null)
  if (input.code !== undefined) query = query.where('code', '=', input.code)
  if (input.level !== undefined) query = query.where('level', '=', input.level)
  if (after) query = query.where('id', '>', after)
  const rows = await query
    .orderBy('id')
    .limit(input.limit + 1)
    .execute()
  return pageOf(rows, input.limit, toTemplate)
}

/** The template, of this brand and not deleted. Throws NOT_FOUND. */
export async function findTemplate(tx: Tx, brand: string, id: string): Promise<Row> {
  const row = await tx
    .selectFrom('templates')
    .selectAll()
    .where('id', '=', id)
    .where('brand', '=', brand)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new KycError('NOT_FOUND', { message: 'No such template.' })
  return row
}

async function refuseTakenCode(tx: Tx, brand: string, code: string, ownId: string | null): Promise<void> {
  const taken = await tx
    .selectFrom('templates')
    .select('id')
    .where('brand', '=', brand)
    .where('code', '=', code)
    .where('deleted_at', 'is', null)
    .execute()
  if (taken.some((row) => row.id !== ownId)) {
    throw new KycError('CONFLICT', { message: `A template with the code "${code}" exists.`, field: 'code' })
  }
}

function toTemplate({ deleted_at: _, ...row }: Row): Template {
  return { ...row, required: row.required === 1, active: row.active === 1, form_schema: JSON.parse(row.form_schema) }
}
