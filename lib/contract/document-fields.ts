import type { CustomerStep } from './customer'
import { type DocumentPurpose, type DocumentType, documentTypesFor } from './documents'
import { fieldsOf } from './fields'
import type { Field } from './form'

/** The file_reference fields of a step with their purposes. The default purpose is "other". */
export function documentFieldsOf(
  step: Pick<CustomerStep, 'form_schema'>,
): { field: Field; purpose: DocumentPurpose }[] {
  return fieldsOf(step.form_schema)
    .filter((field) => field.type === 'file_reference')
    .map((field) => ({ field, purpose: field.purpose ?? 'other' }))
}

/** The document types that a file_reference field accepts. */
export function acceptedTypes({ document_types, purpose = 'other' }: Field): readonly DocumentType[] {
  return document_types ?? documentTypesFor(purpose)
}
