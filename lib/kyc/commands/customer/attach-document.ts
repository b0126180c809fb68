import type { AttachDocumentRequest, CustomerDocument, Identity, SeenGestures } from '@/lib/contract/customer'
import { acceptedTypes } from '@/lib/contract/document-fields'
import { DOCUMENT_TYPES, type DocumentType, shownBy } from '@/lib/contract/documents'
import { KycError } from '@/lib/contract/errors'
import { fieldsOf } from '@/lib/contract/fields'
import type { Field } from '@/lib/contract/form'
import { MAX_DOCUMENTS_PER_FIELD } from '@/lib/contract/limits'
import type { Signal } from '@/lib/contract/records'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import type { FileRow } from '@/lib/database/schema'
import { oncePerKey } from '@/lib/kyc/records/once-per-key'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { toCustomerDocument } from '../../records/customer-kyc'
import { countDocuments, currentDocuments, loadDocument, takesPlaceOf } from '../../records/documents'
import { namesOfHolder } from '../../records/holder-names'
import { formOf, stepsOf } from '../../records/steps'
import { refuseDecided } from '../../rules/document'
import { replaceDocument, resubmitWithDocuments } from '../../transitions/correct-step'
import { findOwnFile, putDocument } from '../../transitions/put-document'
import { knownFileError, recogniseFile } from '../../verification/recognise-file'
import { asCustomer } from './as-customer'
import { stepToFill } from './step-to-fill'

/**
 * Attaches a stored file to a field of a step, replacing an earlier document of the same side. A step in review, or one
 * that was rejected only for its documents, is resubmitted automatically once it is complete. Throws DOCUMENTS_TOO_MANY.
 */
export function attachDocument(
  context: Context,
  customer: Identity,
  request: AttachDocumentRequest,
  key: string,
): Promise<CustomerDocument> {
  return makeChange(context, asCustomer(customer), 'AttachDocument', (change) =>
    oncePerKey(change, customer, { key, asked: request }, async () => {
      const { tx } = change
      const step = await stepToFill(tx, customer, request.step_id)
      checkDocument(fieldsOf(formOf(step)), request)
      if ((await countDocuments(tx, step.id, request.field)) >= MAX_DOCUMENTS_PER_FIELD)
        throw new KycError('DOCUMENTS_TOO_MANY')
      const file = await findOwnFile(change, customer.customer_id, request.file_id, 'customer')
      const { field, document_type, side, country, gestures } = request
      if (shownBy(document_type) === 'face' && !wasCheckedAsFace(file))
        throw fieldError('file_id', 'not_a_face', 'The file was not sent as a picture of a face (shows=face)')
      const before = await currentDocuments(tx, { step_id: step.id })
      const replaced = before.filter((old) => takesPlaceOf(request, old))
      refuseDecided(step, replaced)
      const { known, signals } = await recogniseFile(tx, step.profile_id, file, request, replaced)
      if (known && !request.accepted) throw knownFileError(known)
      const row = await putDocument(change, 'document.attached', {
        ...{ customer_id: customer.customer_id, file, profile_id: step.profile_id, step_id: step.id },
        ...{ field, document_type, side, country, status: DOCUMENT_STATUS.uploaded },
        signals: [...signals, ...livenessSignals(document_type, gestures)],
      })
      // What is in review stays there until the step is complete again.
      const kept = step.status === STEP_STATUS.pending
      for (const old of replaced)
        if (!kept || old.status === DOCUMENT_STATUS.uploaded) await replaceDocument(change, old, row)
      await resubmitWithDocuments(change, step)
      return async () => {
        const { profile_id } = step
        const documents = await currentDocuments(tx, { profile_id })
        const names = namesOfHolder(await stepsOf(tx, profile_id), documents, context.sealer)
        return toCustomerDocument(await loadDocument(tx, customer.brand, row.id), names, context.sealer)
      }
    }),
  )
}

/** Whether the file was checked as a picture of a face; see `inspectFile`. */
function wasCheckedAsFace({ quality }: FileRow): boolean {
  return 'faces' in (JSON.parse(quality ?? 'null') ?? {})
}

/**
 * The share of the requested gestures that the device saw: a signal for the reviewer, not proof. 0 for a chosen file.
 */
function livenessSignals(type: DocumentType, gestures: SeenGestures | undefined): Signal[] {
  if (shownBy(type) !== 'face') return []
  const seen = gestures?.filter((gesture) => gesture.seen).length ?? 0
  return [{ code: 'LIVENESS', score: seen / (gestures?.length ?? 1) }]
}

function checkDocument(fields: Field[], { field: name, document_type, side }: AttachDocumentRequest): void {
  const field = fields.find((candidate) => candidate.name === name && candidate.type === 'file_reference')
  if (!field) throw fieldError('field', 'unknown_field', 'The step has no such file field')
  if (!acceptedTypes(field).includes(document_type))
    throw fieldError('document_type', 'not_offered', 'This field does not accept this type of document')
  if (!(DOCUMENT_TYPES[document_type].sides as readonly string[]).includes(side))
    throw fieldError('side', 'not_offered', 'This type of document has no such side')
}

function fieldError(path: string, code: string, message: string): KycError {
  return new KycError('VALIDATION_FAILED', { faults: [{ path, code, message }] })
}
