import type { Answer, Answers, Field, FieldType } from '@/lib/contract/form'
import { latinDigits } from './latin-digits'

/** The value of a form control: text as typed, choices as a list, a file as its id. */
export type FormValue = string | boolean | string[] | null
/** Keyed by field index, because names may contain dots and brackets, which form libraries interpret as paths. */
export type FormValues = Record<string, FormValue>

/** The key of the field at `index`. */
export function formKey(index: number): string {
  return `field-${index}`
}

/** How the control of a field type shows an answer, and how it parses input. */
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

/** Converts answers to form values. Numbers are formatted in the given language. */
export function toFormValues(fields: readonly Field[], answers: Readonly<Answers>, language: string): FormValues {
  return Object.fromEntries(
    fields.map(({ name, type }, i) => [
      formKey(i),
      HELD[type].show(Object.hasOwn(answers, name) ? answers[name] : undefined, language),
    ]),
  )
}

/**
 * Converts form values to answers, without empty ones. Numbers and dates that cannot be parsed stay text, which
 * validation then refuses.
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

/** Pads a complete date to ISO format: "1990-3-7" becomes "1990-03-07". Returns an incomplete one unchanged. */
function isoDate(text: string): string {
  const [, year, month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? []
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
}

/**
 * Parses a number as written in the language ("1,000.50", "1.000,50", "1 000,50"). Null when it is not a number.
 * Accepts the decimal separator of another language where it is unambiguous: "2500.50" cannot mean 250,050 anywhere.
 */
export function parseNumber(text: string, language: string): number | null {
  const parts = new Intl.NumberFormat(language).formatToParts(12345.6)
  const separator = (type: 'decimal' | 'group') => `\\${parts.find((part) => part.type === type)?.value ?? ','}`
  const [decimal, group] = [separator('decimal'), separator('group')]
  const plain = latinDigits(text)
    .trim()
    .replace(/[\s'’]/gu, '')
  const grouped = new RegExp(`^-?\\d{1,3}(${group}\\d{2,3})*${group}\\d{3}(${decimal}\\d+)?$`)
  const written = grouped.test(plain) ? plain.replaceAll(new RegExp(group, 'g'), '') : plain
  const own = new RegExp(`^-?\\d+(${decimal}\\d+)?$`).test(written)
  const borrowed = /^-?\d+[.,](\d{1,2}|\d{4,})$/.test(written)
  return own || borrowed ? Number(written.replace(/[^\d-]/, '.')) : null
}
