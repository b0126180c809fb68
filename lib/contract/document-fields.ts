import type { CustomerStep } from './customer'
import type { DocumentPurpose } from './documents'
import { fieldsOf } from './fields'
import type { Field } from './form'

/** Which file_reference fields a step has, and what each must prove. A field without a purpose proves "other". */
export function documentFieldsOf(
  step: Pick<CustomerStep, 'form_schema'>,
): { field: Field; purpose: DocumentPurpose }[] {
  return fieldsOf(step.form_schema)
    .filter((field) => field.type === 'file_reference')
    .map((field) => ({ field, purpose: field.purpose ?? 'other' }))
}
