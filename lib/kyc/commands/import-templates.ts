import { isDeepStrictEqual } from 'node:util'
import { type FieldError, KycError } from '@/lib/contract/errors'
import type { TemplateRow } from '@/lib/database/schema'
import { makeChange } from '../change'
import type { Actor, Change, Context } from '../context'
import { brandTemplates, toTemplate } from '../records/templates'
import { judgeTemplates } from '../rules/template-file'
import { changeTemplate, createTemplate, type NewTemplate, removeTemplate } from '../transitions/put-template'
import { reissueSteps } from './reissue-steps'
import { surroundingsOf } from './review/judge-form'

/** What became of each template of the file, and of the brand's others. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'deleted' | 'kept'
export type ImportOptions = { others: 'keep' | 'delete'; waiting: 'keep' | 'reissue' }
export type Imported = { outcomes: { code: string; outcome: Outcome }[]; warnings: FieldError[] }

/**
 * Brings a brand's templates to what a file says, all of them or none: by code, new ones are created, and those that
 * differ are changed. Throws VALIDATION_FAILED with every fault.
 * `others` says what becomes of templates that the file does not have, `waiting` whether steps that wait for their customer
 * get the new version of a changed one.
 */
export function importTemplates(
  context: Context,
  actor: Actor,
  file: unknown,
  { others, waiting }: ImportOptions,
): Promise<Imported> {
  return makeChange(context, actor, 'ImportTemplates', async (change) => {
    const rows = await brandTemplates(change.tx, actor.brand)
    const kept = others === 'keep' ? rows.map(toTemplate) : []
    const { templates, faults, warnings } = judgeTemplates(file, surroundingsOf(context, change), kept)
    if (faults.length > 0) throw new KycError('VALIDATION_FAILED', { faults })
    const outcomes: Imported['outcomes'] = []
    for (const template of templates) {
      const row = rows.find(({ code }) => code === template.code)
      outcomes.push({ code: template.code, outcome: await putTemplate(change, row, template, waiting) })
    }
    for (const row of rows.filter(({ code }) => templates.every((template) => template.code !== code))) {
      if (others === 'delete') await removeTemplate(change, row)
      outcomes.push({ code: row.code, outcome: others === 'delete' ? 'deleted' : 'kept' })
    }
    return () => ({ outcomes, warnings })
  })
}

async function putTemplate(
  change: Change,
  row: TemplateRow | undefined,
  wanted: NewTemplate,
  waiting: ImportOptions['waiting'],
): Promise<Outcome> {
  if (!row) {
    await createTemplate(change, wanted)
    return 'created'
  }
  const { title, level, position, required, active, form_schema } = toTemplate(row)
  const { code: _, ...given } = wanted
  const input = { ...given, position: given.position ?? position }
  if (isDeepStrictEqual(input, { title, level, position, required, active, form_schema })) return 'unchanged'
  const changed = await changeTemplate(change, row, input)
  if (waiting === 'reissue') await reissueSteps(change, changed)
  return 'updated'
}
