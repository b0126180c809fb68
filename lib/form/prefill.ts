import { fieldsOf, optionValue } from '@/lib/contract/fields'
import type { Answer, Answers, Field, FormSchema, LocalText, Section } from '@/lib/contract/form'
import type { Extracted } from '@/lib/contract/pictures/extracted'

/** What was read from a person's documents, offered as answers. Pure. */

/** The answers that a document gives, by field name: only such as their fields can take. */
export function offeredAnswers(fields: readonly Field[], extracted: Extracted): Answers {
  return Object.fromEntries(
    fields.flatMap((field): [string, Answer][] => {
      const answer = offered(field, extracted)
      return answer === undefined ? [] : [[field.name, answer]]
    }),
  )
}

function offered(field: Field, extracted: Extracted): Answer | undefined {
  const value = field.prefill_from === undefined ? undefined : extracted[field.prefill_from]
  if (value === undefined) return undefined
  if (field.type === 'boolean') return value === '' ? true : undefined
  if (value === '' || (field.max_length !== undefined && value.length > field.max_length)) return undefined
  if (field.type === 'select' && !field.options?.some((option) => optionValue(option) === value)) return undefined
  return value
}

/** What is asked over the fields that a document has answered. */
type Check = { title: LocalText; help: LocalText }

/**
 * The names of the fields that the document has answered; those that the person has answered otherwise are not among them.
 * None when there is nothing to check.
 */
export function fieldsToCheck(form: FormSchema, extracted: Extracted, answers: Answers): readonly string[] {
  const offers = offeredAnswers(fieldsOf(form), extracted)
  const isRead = ({ name, prefill_from }: Field) =>
    prefill_from !== undefined &&
    extracted[prefill_from] !== undefined &&
    (answers[name] === undefined || answers[name] === null || answers[name] === offers[name])
  const read = fieldsOf(form).filter(isRead)
  return read.some(({ name }) => offers[name] !== undefined) ? read.map(({ name }) => name) : []
}

/** The form with these fields in one section, where the first of them was. The same form when there are none. */
export function withCheck(form: FormSchema, names: readonly string[], check: Check): FormSchema {
  if (names.length === 0) return form
  const isChecked = ({ name }: Field) => names.includes(name)
  const first = form.sections?.findIndex(({ fields }) => fields?.some(isChecked)) ?? 0
  const sections = (form.sections ?? []).flatMap((section, s): Section[] => {
    const rest = { ...section, fields: section.fields?.filter((field) => !isChecked(field)) ?? [] }
    const kept = rest.fields.length > 0 || !section.fields?.length ? [rest] : []
    return s === first ? [{ ...check, fields: fieldsOf(form).filter(isChecked) }, ...kept] : kept
  })
  return { ...form, sections }
}
