import type { CustomerStep } from './customer'
import type { DocumentPurpose } from './documents'
import type { Field, FieldOption } from './form'

/** All fields of a schema, in the order of the screen. */
export function fieldsOf(schema: { sections?: { fields?: Field[] }[] }): Field[] {
  return schema.sections?.flatMap((section) => section.fields ?? []) ?? []
}

/** An option's value, whichever way it was written. */
export function optionValue(option: FieldOption): string {
  return typeof option === 'string' ? option : option.value
}

/** Which file_reference fields a step has, and what each must prove. A field without a purpose proves "other". */
export function documentFieldsOf(
  step: Pick<CustomerStep, 'form_schema'>,
): { field: Field; purpose: DocumentPurpose }[] {
  return fieldsOf(step.form_schema)
    .filter((field) => field.type === 'file_reference')
    .map((field) => ({ field, purpose: field.purpose ?? 'other' }))
}
