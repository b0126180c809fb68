import { z } from 'zod'
import { type FieldError, fieldErrorsOf } from '@/lib/contract/errors'
import { levelName } from '@/lib/contract/levels/levels'
import { MANAGER_OPERATIONS, type ManagerInput } from '@/lib/contract/manager'
import type { Template } from '@/lib/contract/records'
import { formsBeside } from './field-meaning'
import { type FormSurroundings, formFaults } from './form-faults'
import { formWarnings } from './form-warnings'

/** A file of templates: `{ "templates": [...] }`, each as it is created through the manager's API. Pure. */

type NewTemplate = ManagerInput<'MngAddKycStepTemplate'>
/** Every fault and warning has its path in the file. Without faults, `templates` are all of the file's. */
export type JudgedTemplates = { templates: NewTemplate[]; faults: FieldError[]; warnings: FieldError[] }

const fileSchema = z.strictObject({ templates: z.array(z.unknown()).min(1) })
const templateSchema = MANAGER_OPERATIONS.MngAddKycStepTemplate.input

/** Reads what a file holds, and finds all that is wrong with it at once. @param kept what the brand has beside it. */
export function judgeTemplates(
  given: unknown,
  surroundings: FormSurroundings,
  kept: readonly Pick<Template, 'code' | 'level' | 'active' | 'form_schema'>[] = [],
): JudgedTemplates {
  const file = fileSchema.safeParse(given)
  if (!file.success) return { templates: [], faults: fieldErrorsOf(file.error), warnings: [] }
  const judged = file.data.templates.map((template, i) => judgeTemplate(template, `templates[${i}]`, surroundings))
  const templates = judged.flatMap(({ template }) => template ?? [])
  return {
    templates,
    faults: [...judged.flatMap(({ faults }) => faults), ...sameCodes(file.data.templates)],
    warnings: judged.flatMap(({ template }, i) => {
      if (!template?.form_schema) return []
      const others = kept.filter(({ code }) => templates.every((one) => one.code !== code))
      const beside = formsBeside(template, [...templates, ...others])
      return inFile(formWarnings(template.form_schema, beside), `templates[${i}]`)
    }),
  }
}

function inFile(found: readonly FieldError[], path: string): FieldError[] {
  return found.map((error) => ({ ...error, path: `${path}.${error.path}` }))
}

function judgeTemplate(given: unknown, path: string, surroundings: FormSurroundings) {
  const parsed = templateSchema.safeParse(given)
  if (!parsed.success) return { template: null, faults: fieldErrorsOf(parsed.error, path) }
  const form = parsed.data.form_schema
  return { template: parsed.data, faults: form === null ? [] : inFile(formFaults(form, surroundings), path) }
}

function sameCodes(templates: readonly unknown[]): FieldError[] {
  const codes = templates.map((template) => z.looseObject({ code: z.string() }).safeParse(template).data?.code)
  return codes.flatMap((code, i) =>
    code === undefined || codes.indexOf(code) === i
      ? []
      : [{ path: `templates[${i}].code`, code: 'duplicate', message: 'Another template has this code' }],
  )
}

/** Templates as a file, to be read by people too: levels by name, and nothing that a deployment gives them. */
export function templateFile(
  templates: readonly Omit<Template, 'id' | 'brand' | 'version' | 'created_at' | 'updated_at'>[],
): string {
  const written = templates.map(({ code, title, level, position, required, active, form_schema }) => ({
    ...{ code, title, level: levelName(level), position, required, active },
    ...(form_schema !== null && { form_schema }),
  }))
  return `${JSON.stringify({ templates: written }, null, 2)}\n`
}
