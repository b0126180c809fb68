import type { Answer, Answers, Field, FieldType } from '@/lib/contract/form'
import { latinDigits } from './latin-digits'

/** What the controls of a form hold: text as typed, choices as lists, a file as its id. */
export type FormValue = string | boolean | string[] | null
/** Keyed by the field's place in the form: its name may hold dots and brackets, which form libraries read as paths. */
export type FormValues = Record<string, FormValue>

/** The key under which a form holds its field number `index`. */
export function formKey(index: number): string {
  return `field-${index}`
}

/** How the control of a type holds its answer: what it shows of it, and how what is typed or chosen is read. */
type Held = {
  readonly show: (answer: Answer | undefined, language: string) => FormValue
  readonly read: (text: string, language: string) => Answer
}

const asText: Held = {
  show: (answer, language) => (typeof answer === 'number' ? writeNumber(answer, language) : textOf(answer)),
  read: (text) => text,
}

const HELD: Record<FieldType, Held> = {
  text: asText,
  textarea: asText,
  date: { ...asText, read: isoDate },
  country: asText,
  file_reference: asText,
  number: { ...asText, read: (text, language) => parseNumber(text, language) ?? text },
  boolean: { ...asText, show: (answer) => (typeof answer === 'boolean' ? answer : null) },
  select: asText,
  multi_select: { ...asText, show: (answer) => (Array.isArray(answer) ? answer : []) },
}

/** Answers as the controls show them. Numbers are written as the language writes them. */
export function toFormValues(fields: readonly Field[], answers: Readonly<Answers>, language: string): FormValues {
  return Object.fromEntries(
    fields.map(({ name, type }, i) => [
      formKey(i),
      HELD[type].show(Object.hasOwn(answers, name) ? answers[name] : undefined, language),
    ]),
  )
}

/**
 * What the controls hold, as answers; what is empty is left out. A number or a date that cannot be read stays text,
 * and is refused as one.
 */
export function toAnswers(fields: readonly Field[], values: Readonly<FormValues>, language: string): Answers {
  return Object.fromEntries(
    fields.flatMap(({ name, type }, i): [string, Answer][] => {
      const value = values[formKey(i)]
      if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0))
        return []
      return [[name, typeof value === 'string' ? HELD[type].read(value, language) : value]]
    }),
  )
}

function textOf(answer: Answer | undefined): string {
  return typeof answer === 'string' ? answer : ''
}

function writeNumber(answer: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 20, useGrouping: false }).format(answer)
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
