import { z } from 'zod'
import { isCountry } from '@/lib/contract/countries'
import type { FieldErrorCode } from '@/lib/contract/field-errors'
import { optionValue } from '@/lib/contract/fields'
import type { Field, FieldType } from '@/lib/contract/form'
import { MAX_CHOICES, MAX_LENGTH } from '@/lib/contract/limits'
import { maxLength } from './max-length'

/** The validation rule of a field type, for answers that are present. `today` is an ISO date (in UTC). */
type Rule = (field: Field, today: string) => z.ZodType

/** Field error codes are passed as zod messages. The screens translate them. */
const say = (code: FieldErrorCode) => ({ error: code })

export const RULES: Record<FieldType, Rule> = {
  text: (field) => textRule(field, /^\P{Cc}*$/u),
  textarea: (field) => textRule(field, /^[\P{Cc}\n\r\t]*$/u),
  date: dateRule,
  country: () => z.string(say('wrong_type')).refine(isCountry, say('country_unknown')),
  file_reference: () => z.uuid(say('file_missing')),
  number: numberRule,
  boolean: () => z.boolean(say('wrong_type')),
  select: (field) => choice(field),
  multi_select: (field) =>
    z
      .array(choice(field), say('wrong_type'))
      .max(MAX_CHOICES, say('too_long'))
      .transform((values) => [...new Set(values)]),
}

function textRule(field: Field, allowed: RegExp): z.ZodType {
  return z
    .string(say('wrong_type'))
    .trim()
    .min(field.min_length ?? 0, say('too_short'))
    .max(maxLength(field), say('too_long'))
    .regex(allowed, say('characters'))
}

function numberRule({ min, max, integer }: Field): z.ZodType {
  const number = z.number(say('not_a_number'))
  const bounded = number.min(min ?? -Number.MAX_VALUE, say('too_small')).max(max ?? Number.MAX_VALUE, say('too_big'))
  return integer ? bounded.refine(Number.isInteger, say('not_an_integer')) : bounded
}

/** A select without options accepts any text. */
function choice({ options }: Field): z.ZodType<string> {
  const text = z.string(say('wrong_type')).max(MAX_LENGTH.line, say('too_long'))
  if (!options) return text.trim().min(1, say('required')) as z.ZodType<string>
  const offered = new Set(options.map(optionValue))
  return text.refine((value) => offered.has(value), say('not_offered'))
}

function dateRule({ min_date, max_date, min_age }: Field, today: string): z.ZodType {
  const bound = (date: string) => (date === 'today' ? today : date)
  return z
    .string(say('wrong_type'))
    .refine(isCalendarDate, say('date_invalid'))
    .refine((date) => !min_date || date >= bound(min_date), say('date_too_early'))
    .refine((date) => !max_date || date <= bound(max_date), say('date_too_late'))
    .refine((date) => !min_age || isOfAge(date, min_age, today), say('too_young'))
}

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/**
 * Whether somebody born on `birth` is at least `age` years old on `today`. A birthday on 29 February counts as 1 March.
 */
function isOfAge(birth: string, age: number, today: string): boolean {
  const year = String(Number(birth.slice(0, 4)) + age).padStart(4, '0')
  return `${year}${birth.slice(4)}` <= today
}
