import 'server-only'
import type { KycBackend } from '@/lib/backend/port'
import type { AttachDocumentRequest, Identity } from '@/lib/contract/customer'
import { documentFieldsOf } from '@/lib/contract/document-fields'
import type { DocumentRules } from '@/lib/contract/document-schemas'
import { KycError } from '@/lib/contract/errors'
import { schemaUnder } from '@/lib/form/document-rules'

/** Throws VALIDATION_FAILED for a document that the brand's rules do not take for that field. */
export async function requireTaken(
  backend: Pick<KycBackend, 'read'>,
  customer: Identity,
  { step_id, field: name, document_type }: AttachDocumentRequest,
  rules: DocumentRules,
): Promise<void> {
  if (Object.keys(rules).length === 0) return
  const kyc = await backend.read(customer)
  if (!kyc.ok) throw kyc.error
  const step = kyc.value.steps.find(({ id }) => id === step_id)
  const fields = step ? documentFieldsOf({ form_schema: schemaUnder(rules, step.form_schema) }) : []
  const taken = fields.find(({ field }) => field.name === name)?.field.document_types
  if (taken && !taken.includes(document_type))
    throw new KycError('VALIDATION_FAILED', { field: 'document_type', message: 'This document is not taken here.' })
}
