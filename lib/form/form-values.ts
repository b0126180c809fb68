import type { Answer, Answers, Field, FieldType } from '@/lib/contract/form'
import { isoDate } from './calendar/dates'
import { parseNumber, writeNumber } from './numbers'

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
