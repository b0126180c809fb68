import type { Field } from '@/lib/contract/form'
import { MAX_LENGTH } from '@/lib/contract/limits'
import { type FieldName, isFieldName } from '@/lib/contract/well-known'
import { maxLength } from '@/lib/form/max-length'

/** What a browser may fill in, and which keyboard helps (WHATWG autofill tokens). */
type TypingAids = {
  autoComplete: string
  inputMode?: 'text' | 'tel' | 'email' | 'numeric' | 'decimal'
  autoCapitalize?: 'words' | 'none' | 'characters'
}

/** What an input has of its field's rules. The form itself judges, and says what is wrong: the browser bars nothing else. */
type InputAttributes = TypingAids & { 'aria-required'?: true; maxLength?: number }

/** No number that people write is longer. */
const LONGEST_NUMBER = 30

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

/** The attributes of the input, or of the select, that a field is answered with. */
export function inputAttributes(field: Field): InputAttributes {
  return {
    ...typingAids(field),
    ...(field.required && { 'aria-required': true }),
    ...lengthOf(field),
  }
}

/** By the field's well-known name and its rules; a template's own `autocomplete` wins. */
function typingAids({ name, type, integer, autocomplete }: Field): TypingAids {
  if (type === 'number') return { autoComplete: autocomplete ?? 'off', inputMode: integer ? 'numeric' : 'decimal' }
  const known = (isFieldName(name) && KNOWN[name]) || { autoComplete: 'off' }
  return autocomplete === undefined ? known : { ...known, autoComplete: autocomplete }
}

function lengthOf(field: Field): Pick<InputAttributes, 'maxLength'> {
  if (field.type === 'number') return { maxLength: LONGEST_NUMBER }
  if (field.verify === 'email') return { maxLength: Math.min(field.max_length ?? Infinity, MAX_LENGTH.emailAddress) }
  const isText = field.type === 'text' || field.type === 'textarea' || (field.type === 'select' && !field.options)
  return isText ? { maxLength: maxLength(field) } : {}
}
