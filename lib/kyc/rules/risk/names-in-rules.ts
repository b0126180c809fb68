import { fieldsOf, optionValue } from '@/lib/contract/fields'
import type { Field, FormSchema } from '@/lib/contract/form'
import type { BrandRisk, RiskCondition } from '@/lib/contract/risk/risk-rules'
import { ANSWER_FORMS } from '../question'

/** What rules name and no template of the brand has: a slip of the pen makes a rule that never holds, and nobody notices. Pure. */

export type NameFault = { path: (string | number)[]; message: string }
type Templates = readonly { code: string; form_schema: FormSchema | null }[]

/** Names of fields, answers and templates that are none. `path` begins within the rules of the brand. */
export function missingNames(rules: BrandRisk, templates: Templates): NameFault[] {
  const forms = [...templates.map(({ form_schema }) => form_schema ?? {}), ...Object.values(ANSWER_FORMS)]
  const fields = Map.groupBy(forms.flatMap(fieldsOf<Field>), ({ name }) => name)
  const codes = new Set(templates.map(({ code }) => code))
  const missingCode = (code: string | undefined, path: NameFault['path']) =>
    code === undefined || codes.has(code) ? [] : [{ path, message: `there is no template "${code}"` }]
  return [
    ...rules.rules.flatMap(({ when }, r) =>
      when.flatMap((one, w) => {
        const path = ['rules', r, 'when', w]
        if (!('any' in one)) return conditionFaults(one, fields, path)
        return one.any.flatMap((each, a) => conditionFaults(each, fields, [...path, 'any', a]))
      }),
    ),
    ...rules.transactions.rules.flatMap(({ effect }, t) =>
      missingCode(effect.require_step, ['transactions', 'rules', t, 'effect', 'require_step']),
    ),
    ...(rules.refresh?.steps ?? []).flatMap((code, s) => missingCode(code, ['refresh', 'steps', s])),
  ]
}

type Fields = ReadonlyMap<string, readonly Field[]>

function conditionFaults(condition: RiskCondition, fields: Fields, path: NameFault['path']): NameFault[] {
  if (condition.fact === 'answer') {
    const { field, is, above, below } = condition
    const own = fields.get(field)
    if (!own) return [missingField(field, [...path, 'field'])]
    const isNumber = own.some(({ type }) => type === 'number')
    const told = (above ?? below) !== undefined && !isNumber
    return [
      ...(told ? [{ path, message: `the field "${field}" is no number, which above and below are for` }] : []),
      ...(is ?? []).flatMap((value, v) =>
        own.some((one) => mayHave(one, value))
          ? []
          : [{ path: [...path, 'is', v], message: `the field "${field}" cannot have the answer "${value}"` }],
      ),
    ]
  }
  if (condition.fact === 'country' && condition.of !== 'document')
    return fields.has(condition.of) ? [] : [missingField(condition.of, [...path, 'of'])]
  if (condition.fact !== 'age') return []
  const own = fields.get(condition.field)
  if (!own) return [missingField(condition.field, [...path, 'field'])]
  const isDate = own.some(({ type }) => type === 'date')
  return isDate ? [] : [{ path: [...path, 'field'], message: `the field "${condition.field}" is no date` }]
}

function missingField(name: string, path: NameFault['path']): NameFault {
  return { path, message: `no template has a field "${name}"` }
}

/** Whether a field can have this answer, as far as its template says which ones there are. */
function mayHave({ type, options = [] }: Field, value: string | number | boolean): boolean {
  if (type === 'boolean') return ['true', 'false'].includes(String(value))
  if (type !== 'select' && type !== 'multi_select') return true
  return options.some((option) => optionValue(option) === String(value))
}
