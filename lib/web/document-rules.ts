import 'server-only'
import type { KycBackend } from '@/lib/backend/port'
import type { AttachDocumentRequest, Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { documentFieldsOf } from '@/lib/contract/fields'
import { schemaUnder } from '@/lib/form/document-rules'
import { readBrand } from './brand'

/** Throws VALIDATION_FAILED for a document that the customer's brand does not take for that field. */
export async function requireTaken(
  backend: KycBackend,
  customer: Identity,
  { step_id, field: name, document_type }: AttachDocumentRequest,
): Promise<void> {
  const { documents } = readBrand(customer.brand)
  if (Object.keys(documents).length === 0) return
  const kyc = await backend.read(customer)
  if (!kyc.ok) throw kyc.error
  const step = kyc.value.steps.find(({ id }) => id === step_id)
  const fields = step ? documentFieldsOf({ form_schema: schemaUnder(documents, step.form_schema) }) : []
  const taken = fields.find(({ field }) => field.name === name)?.field.document_types
  if (taken && !taken.includes(document_type))
    throw new KycError('VALIDATION_FAILED', { field: 'document_type', message: 'This document is not taken here.' })
}
