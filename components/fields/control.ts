import type { CustomerDocument, CustomerStep } from '@/lib/contract/customer'
import type { Field } from '@/lib/contract/form'
import type { FormValue } from '@/lib/form/form-values'
import { inputAttributes } from './input-attributes'

/** What every control is given. `id` is unique on the screen; the label, help and error stand around the control. */
export type ControlProps = {
  field: Field
  id: string
  value: FormValue
  onChange: (value: FormValue) => void
  /** Ids of the help and the error, for `aria-describedby`. */
  describedBy: string | undefined
  /** For a control that holds the field's name itself. */
  label: string
  invalid: boolean
  language: string
  step: CustomerStep
  /** The documents that answer this field; empty for all but file_reference. */
  documents: CustomerDocument[]
}

/** Up to so many options are seen at once, as cards; more go into the platform's select. */
export const SELECT_AS_CARDS = 5

/** The attributes of a native control: what ties it to its help and error, and what its field asks for. */
export function controlAttributes({ id, describedBy, invalid, field, value }: ControlProps) {
  return {
    ...{ id, 'aria-describedby': describedBy, 'aria-invalid': invalid || undefined, ...inputAttributes(field) },
    // An empty input reads in the page's direction, not from left to right as `dir="auto"` has it.
    'data-empty': value === '' || value === null || undefined,
  }
}
