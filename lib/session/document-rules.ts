import 'server-only'
import type { KycBackend } from '@/lib/backend/port'
import { type AttachDocumentRequest, documentFieldsOf, type Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
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
  const asked = step && documentFieldsOf(step).find(({ field }) => field.name === name)
  if (!asked || asked.field.document_types) return
  const taken = documents[asked.purpose]
  if (taken && !taken.includes(document_type))
    throw new KycError('VALIDATION_FAILED', { field: 'document_type', message: 'This document is not taken here.' })
}
