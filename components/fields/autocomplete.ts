import type { Field } from '@/lib/contract/form'
import { type FieldName, isFieldName } from '@/lib/contract/well-known'

/** What a browser may fill in, and which keyboard helps, by a field's well-known name (WHATWG autofill tokens). */
type Typing = {
  autoComplete: string
  inputMode?: 'text' | 'tel' | 'email'
  autoCapitalize?: 'words' | 'none' | 'characters'
}

const KNOWN: Partial<Record<FieldName, Typing>> = {
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

/** The typing aids of a field; a template's own `autocomplete` wins. */
export function typingAids(field: Field): Typing {
  const known = (isFieldName(field.name) && KNOWN[field.name]) || { autoComplete: 'off' }
  return field.autocomplete === undefined ? known : { ...known, autoComplete: field.autocomplete }
}
