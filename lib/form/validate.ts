import { z } from 'zod'
import type { FieldError } from '@/lib/contract/errors'
import type { FieldErrorCode } from '@/lib/contract/field-errors'
import { fieldsOf, isRequired } from '@/lib/contract/fields'
import type { Answer, Answers, Field, FormSchema } from '@/lib/contract/form'
import type { FieldName } from '@/lib/contract/well-known'
import { hasPostalCodes, isPostalCode } from './postal-codes'
import { RULES } from './rules'
import { isInvisible } from './tidy-text'
import { visibleFields } from './visibility'

export type Validation = { ok: true; answers: Answers } | { ok: false; faults: FieldError[] }

/**
 * Builds the zod schema of a form's answers, used both in the browser and on the server. It refuses unknown fields,
 * requires visible required ones, and omits empty and hidden ones. Issues have the field's name as path and a
 * `FieldErrorCode` as message.
 * @param today ISO date, for limits on dates and ages.
 * @param daysAside by how many days the person's own date may differ from it.
 */
export function buildValidator(schema: FormSchema, today: string, daysAside = 0): z.ZodType<Answers> {
  const fields = fieldsOf(schema)
  const names = new Set(fields.map((field) => field.name))
  return z.record(z.string(), z.unknown()).transform((given, context) => {
    const report = (name: string, code: string) => context.addIssue({ code: 'custom', path: [name], message: code })
    for (const name of Object.keys(given)) if (!names.has(name)) report(name, 'unknown_field' satisfies FieldErrorCode)
    const visible = visibleFields(fields, given)
    const isGiven = (name: string) => visible.some((field) => field.name === name) && !isEmpty(given[name])
    const country = countryOfAddress(visible, given)
    const entries = visible.flatMap((field): [string, Answer][] => {
      const value = Object.hasOwn(given, field.name) ? given[field.name] : undefined
      if (isEmpty(value)) {
        if (isRequired(field, isGiven) && !(isOfPost(field) && country !== null && !hasPostalCodes(country)))
          report(field.name, (field.type === 'file_reference' ? 'file_missing' : 'required') satisfies FieldErrorCode)
        return []
      }
      const result = RULES[field.type](field, today, daysAside).safeParse(value)
      const fault = faultOf(field, result, country)
      if (fault === null) return [[field.name, result.data as Answer]]
      report(field.name, fault)
      return []
    })
    return Object.fromEntries(entries)
  })
}

/** The code of what is wrong with an answer. Null when nothing is. */
function faultOf(field: Field, { data, error }: z.ZodSafeParseResult<unknown>, country: string | null): string | null {
  if (error) return error.issues[0]?.message ?? 'wrong_type'
  const misaddressed = isOfPost(field) && !isPostalCode(String(data), country)
  return misaddressed ? ('postal_code_invalid' satisfies FieldErrorCode) : null
}

function isOfPost({ type, format }: Field): boolean {
  return type === 'text' && format === 'postal_code'
}

/** The country of the address that the form asks for. Null while it is not known. */
function countryOfAddress(visible: readonly Field[], given: Readonly<Record<string, unknown>>): string | null {
  const named = (['country', 'country_of_residence'] satisfies FieldName[]).find((name) =>
    visible.some((field) => field.name === name && field.type === 'country'),
  )
  const answer = named && Object.hasOwn(given, named) ? given[named] : null
  return typeof answer === 'string' ? answer : null
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && isInvisible(value)) ||
    (Array.isArray(value) && value.length === 0)
  )
}

/** Validates a form's answers. Field errors have the path `answers.<name>` and a `FieldErrorCode`. */
export function validateAnswers(schema: FormSchema, answers: unknown, today: string, daysAside?: number): Validation {
  const result = buildValidator(schema, today, daysAside).safeParse(answers)
  if (result.success) return { ok: true, answers: result.data }
  const faults = result.error.issues.map((issue) => ({
    path: ['answers', ...issue.path.map(String)].join('.'),
    code: issue.path.length > 0 ? issue.message : 'wrong_type',
    message: issue.message,
  }))
  return { ok: false, faults }
}
