import type { Field, TextFormat } from '@/lib/contract/form'
import { MAX_LENGTH } from '@/lib/contract/limits'
import { type FieldName, isFieldName } from '@/lib/contract/well-known'

/** What a browser may fill in, and which keyboard helps (WHATWG autofill tokens). */
type TypingAids = {
  autoComplete: string
  inputMode?: 'text' | 'tel' | 'email' | 'numeric' | 'decimal'
  autoCapitalize?: 'words' | 'none' | 'characters'
}

/** What an input has of its field's rules. The form itself judges, and says what is wrong: the browser bars nothing else. */
type InputAttributes = TypingAids & { 'aria-required'?: true; maxLength?: number; dir?: 'ltr' | 'auto' }

const KNOWN: Partial<Record<FieldName, TypingAids>> = {
  first_name: { autoComplete: 'given-name', autoCapitalize: 'words' },
  middle_name: { autoComplete: 'additional-name', autoCapitalize: 'words' },
  last_name: { autoComplete: 'family-name', autoCapitalize: 'words' },
  full_name: { autoComplete: 'name', autoCapitalize: 'words' },
  email: { autoComplete: 'email', inputMode: 'email', autoCapitalize: 'none' },
  phone: { autoComplete: 'tel', inputMode: 'tel' },
  street: { autoComplete: 'street-address', autoCapitalize: 'words' },
  address_line1: { autoComplete: 'address-line1', autoCapitalize: 'words' },
  address_line2: { autoComplete: 'address-line2', autoCapitalize: 'words' },
  city: { autoComplete: 'address-level2', autoCapitalize: 'words' },
  state: { autoComplete: 'address-level1', autoCapitalize: 'words' },
  postal_code: { autoComplete: 'postal-code', autoCapitalize: 'characters' },
  country: { autoComplete: 'country' },
  country_of_residence: { autoComplete: 'country' },
  occupation: { autoComplete: 'organization-title' },
  job_title: { autoComplete: 'organization-title' },
  employer: { autoComplete: 'organization', autoCapitalize: 'words' },
  gender: { autoComplete: 'sex' },
  date_of_birth: { autoComplete: 'bday' },
  document_number: { autoComplete: 'off', autoCapitalize: 'characters' },
  tax_number: { autoComplete: 'off', autoCapitalize: 'characters' },
}

/** By what a text is in particular, whatever its name. */
const OF_FORMAT: Record<TextFormat, TypingAids> = {
  phone: { autoComplete: 'tel', inputMode: 'tel' },
  email: { autoComplete: 'email', inputMode: 'email', autoCapitalize: 'none' },
  iban: { autoComplete: 'off', autoCapitalize: 'characters' },
  postal_code: { autoComplete: 'postal-code', autoCapitalize: 'characters' },
}

/** The attributes of the input, or of the select, that a field is answered with. */
export function inputAttributes(field: Field): InputAttributes {
  const aids = typingAids(field)
  return {
    ...aids,
    ...(field.required && { 'aria-required': true }),
    // No field takes as much, and says so long before; more than this no draft can hold.
    ...(isTyped(field) && { maxLength: MAX_LENGTH.answer, dir: directionOf(field, aids) }),
  }
}

/** By the field's format, its well-known name and its rules; a template's own `autocomplete` wins. */
function typingAids({ name, type, format, integer, autocomplete }: Field): TypingAids {
  if (type === 'number') return { autoComplete: autocomplete ?? 'off', inputMode: integer ? 'numeric' : 'decimal' }
  const ofFormat = type === 'text' && format && format !== 'amount' ? OF_FORMAT[format] : undefined
  const known = ofFormat ?? ((isFieldName(name) && KNOWN[name]) || { autoComplete: 'off' })
  return autocomplete === undefined ? known : { ...known, autoComplete: autocomplete }
}

function isTyped({ type, options }: Field): boolean {
  return type === 'text' || type === 'textarea' || type === 'number' || (type === 'select' && !options)
}

const WRITTEN_FROM_LEFT =
  /(^|_)(phone|mobile|tel|telephone|fax|email|url|website|iban|bic|swift|tin|vat|ssn|number|code|id)(_|$)/i
const FILLED_FROM_LEFT = /(^|\s)(tel|email|url|impp|cc-|postal-code|bday)/

/** What is written from left to right in every language would be turned round between Arabic words. */
function directionOf({ type, name, verify, format }: Field, { autoComplete, inputMode }: TypingAids): 'ltr' | 'auto' {
  if (type === 'textarea') return 'auto'
  const fromLeft =
    inputMode ?? verify ?? format ?? (WRITTEN_FROM_LEFT.test(name) || FILLED_FROM_LEFT.test(autoComplete))
  return fromLeft ? 'ltr' : 'auto'
}
