import type { Answer, Answers, Field } from '@/lib/contract/form'
import { latinDigits } from './latin-digits'

/** What the controls of a form hold: text as typed, choices as lists, a file as its id. */
export type FormValue = string | boolean | string[] | null
/** Keyed by the field's place in the form: its name may hold dots and brackets, which form libraries read as paths. */
export type FormValues = Record<string, FormValue>

/** The key under which a form holds its field number `index`. */
export function formKey(index: number): string {
  return `field-${index}`
}

/** Answers as the controls show them. Numbers are written as the language writes them. */
export function toFormValues(fields: readonly Field[], answers: Readonly<Answers>, language: string): FormValues {
  return Object.fromEntries(
    fields.map((field, i) => [
      formKey(i),
      toFormValue(field, Object.hasOwn(answers, field.name) ? answers[field.name] : undefined, language),
    ]),
  )
}

function toFormValue(field: Field, answer: Answer | undefined, language: string): FormValue {
  if (field.type === 'multi_select') return Array.isArray(answer) ? answer : []
  if (field.type === 'boolean') return typeof answer === 'boolean' ? answer : null
  if (typeof answer === 'number')
    return new Intl.NumberFormat(language, { maximumFractionDigits: 20, useGrouping: false }).format(answer)
  return typeof answer === 'string' ? answer : ''
}

/**
 * What the controls hold, as answers; what is empty is left out. A number or a date that cannot be read stays text,
 * and is refused as one.
 */
export function toAnswers(fields: readonly Field[], values: Readonly<FormValues>, language: string): Answers {
  return Object.fromEntries(
    fields.flatMap((field, i): [string, Answer][] => {
      const value = values[formKey(i)]
      if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0))
        return []
      return [[field.name, typeof value === 'string' ? readText(field, value, language) : value]]
    }),
  )
}

function readText(field: Field, text: string, language: string): Answer {
  if (field.type === 'number') return parseNumber(text, language) ?? text
  return field.type === 'date' ? isoDate(text) : text
}

/** A date whose parts are all there as ISO has it, "1990-3-7" as "1990-03-07"; an unfinished one as it is. */
function isoDate(text: string): string {
  const [, year, month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? []
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
}

/**
 * A number as people of the language write it ("1,000.50", "1.000,50", "1 000,50"); null when it is none. A sign of
 * another language counts as the decimal one where it can be nothing else: "2500.50" is no two hundred and fifty
 * thousand anywhere.
 */
export function parseNumber(text: string, language: string): number | null {
  const parts = new Intl.NumberFormat(language).formatToParts(12345.6)
  const sign = (type: 'decimal' | 'group') => `\\${parts.find((part) => part.type === type)?.value ?? ','}`
  const [decimal, group] = [sign('decimal'), sign('group')]
  const plain = latinDigits(text)
    .trim()
    .replace(/[\s'’]/gu, '')
  const grouped = new RegExp(`^-?\\d{1,3}(${group}\\d{2,3})*${group}\\d{3}(${decimal}\\d+)?$`)
  const written = grouped.test(plain) ? plain.replaceAll(new RegExp(group, 'g'), '') : plain
  const own = new RegExp(`^-?\\d+(${decimal}\\d+)?$`).test(written)
  const borrowed = /^-?\d+[.,](\d{1,2}|\d{4,})$/.test(written)
  return own || borrowed ? Number(written.replace(/[^\d-]/, '.')) : null
}
