import { z } from 'zod'
import { asksNationality, isCountry, isNationality } from '@/lib/contract/countries'
import type { FieldErrorCode } from '@/lib/contract/field-errors'
import { optionValue } from '@/lib/contract/fields'
import type { Field, FieldType } from '@/lib/contract/form'
import { MAX_CHOICES, MAX_LENGTH } from '@/lib/contract/limits'
import { type FieldName, NAME_FIELDS } from '@/lib/contract/well-known'
import { addDays } from './calendar/days'
import { countCharacters } from './count-characters'
import { maxLength } from './max-length'
import { numbersMeant } from './numbers'
import { isLatin } from './script'
import { FORMATS } from './text-formats'
import { LINE, LINES, tidyText } from './tidy-text'

/**
 * The validation rule of a field type, for answers that are present. `today` is an ISO date; the person's own day may be
 * up to `daysAside` before or after it.
 */
type Rule = (field: Field, today: string, daysAside?: number) => z.ZodType

/** Field error codes are passed as zod messages. The screens translate them. */
const say = (code: FieldErrorCode) => ({ error: code })

export const RULES: Record<FieldType, Rule> = {
  text: (field) => textRule(field, LINE),
  textarea: (field) => textRule(field, LINES),
  date: dateRule,
  country: (field) =>
    z.string(say('wrong_type')).refine(asksNationality(field) ? isNationality : isCountry, say('country_unknown')),
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

/** Lengths are judged as is kinder: what a person sees as one character counts once as too much, in parts as too little. */
function textRule(field: Field, allowed: RegExp): z.ZodType<string> {
  const longest = maxLength(field)
  const text = z
    .string(say('wrong_type'))
    .trim()
    .regex(allowed, say('characters'))
    .overwrite(tidyText)
    .refine((text) => !NAME_FIELDS.includes(field.name) || isName(text), say('not_a_name'))
    .refine((text) => field.script !== 'latin' || isLatin(text), say('not_latin'))
    .refine((text) => [...text].length >= (field.min_length ?? 0), say('too_short'))
    .refine((text) => text.length <= longest || countCharacters(text) <= longest, say('too_long'))
  const format = field.format && field.format !== 'amount' && field.type === 'text' ? FORMATS[field.format] : null
  return format ? text.refine(format.accepts, say(format.error)).overwrite(format.write) : text
}

/**
 * A name has a letter in it, and not only a sign that modifies one, nor a digit within a word, but for "3rd". Whoever has
 * none to give writes a dash, or that it is not applicable.
 */
function isName(text: string): boolean {
  const hasLetter = /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}]/u.test(text)
  return hasLetter && !DIGIT_IN_WORD.test(text) && !/^n\.?\s*\/\s*a\.?$/i.test(text)
}

const DIGIT_IN_WORD = /\p{L}\p{M}*\p{Nd}|\p{Nd}(?!(st|nd|rd|th)\b)\p{L}/iu

function numberRule({ min, max, integer }: Field): z.ZodType {
  const number = z.number({
    error: ({ input }) =>
      (typeof input === 'string' && numbersMeant(input).length > 0
        ? 'number_unclear'
        : 'not_a_number') satisfies FieldErrorCode,
  })
  const bounded = number.min(min ?? -Number.MAX_VALUE, say('too_small')).max(max ?? Number.MAX_VALUE, say('too_big'))
  return integer ? bounded.refine(Number.isInteger, say('not_an_integer')) : bounded
}

/** A select without options accepts any line of text. */
function choice({ options }: Field): z.ZodType<string> {
  const text = z.string(say('wrong_type')).max(MAX_LENGTH.line, say('too_long'))
  if (!options) return text.trim().regex(LINE, say('characters')).overwrite(tidyText).min(1, say('required'))
  const offered = new Set(options.map(optionValue))
  return text.refine((value) => offered.has(value), say('not_offered'))
}

/** Years of the Persian, the Islamic and the Buddhist calendar: nobody alive means these by the Gregorian one. */
const OTHER_CALENDAR = /^(12[89]|1[34]\d|2[456]\d)\d-/
const SHORT_YEAR = /^\d{1,3}-\d{1,2}-\d{1,2}$/

/** Nobody is known to be so old. */
const OLDEST = 120

function dateRule({ name, min_date, max_date, min_age }: Field, today: string, daysAside = 0): z.ZodType {
  const isBirth = name === ('date_of_birth' satisfies FieldName)
  const [first, last] = [addDays(today, -daysAside), addDays(today, daysAside)]
  const [earliest, latest] = [min_date === 'today' ? first : min_date, max_date === 'today' ? last : max_date]
  return z
    .string(say('wrong_type'))
    .refine((date) => !SHORT_YEAR.test(date), say('year_short'))
    .refine((date) => !OTHER_CALENDAR.test(date), say('other_calendar'))
    .refine(isCalendarDate, say('date_invalid'))
    .refine((date) => !isBirth || date <= last, say('birth_in_future'))
    .refine((date) => !isBirth || !isOfAge(date, OLDEST + 1, first), say('too_old'))
    .refine((date) => !earliest || date >= earliest, say('date_too_early'))
    .refine((date) => !latest || date <= latest, say('date_too_late'))
    .refine((date) => !min_age || isOfAge(date, min_age, last), say('too_young'))
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
