import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import type { ResolveDifferenceRequest } from '@/lib/contract/pictures/differences'
import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import { MRZ_FIELDS } from '@/lib/contract/well-known'
import { makeChange } from '../../change'
import type { Change, Context } from '../../context'
import { readKyc } from '../../records/customer-kyc'
import { loadDocument, type OwnedDocument, openMrz, signalsOf, updateDocument } from '../../records/documents'
import { oncePerKey } from '../../records/once-per-key'
import { profileById } from '../../records/profiles'
import { openResolutions, sealResolutions } from '../../records/resolutions'
import { conflictFor } from '../../rules/conflict'
import { answerOfZone } from '../../rules/extracted'
import { correctAnswer } from '../../transitions/correct-answer'
import { compareDocuments } from '../../verification/compare-documents'
import { givenAnswers } from '../../verification/given-answers'
import { asCustomer } from './as-customer'
import { stepToFill } from './step-to-fill'

/**
 * The customer says what is right where a document and their answer differ: the document, then the answer is corrected, or
 * the answer, which they keep. The reviewer sees which. Throws CONFLICT where nothing differs, or is decided.
 */
export function resolveDifference(
  context: Context,
  customer: Identity,
  documentId: string,
  request: ResolveDifferenceRequest,
  key: string,
): Promise<CustomerKyc> {
  return makeChange(context, asCustomer(customer), 'ResolveDifference', (change) =>
    oncePerKey(change, customer, { key, asked: { documentId, ...request } }, async () => {
      const { tx, sealer, now } = change
      const document = await loadOwnDocument(change, customer, documentId)
      const { profile_id, customer_id } = document
      const { field, resolution, reason = null } = request
      const answered = await answerInQuestion(change, document, field)
      // Also refuses where nothing may be changed any more.
      const step = await stepToFill(tx, customer, answered.stepId)
      if (resolution === 'corrected') await correctAnswer(change, step, field, statedBy(change, document, field))
      const said = {
        field,
        resolution,
        answer: answered.answer,
        reason: resolution === 'kept' ? reason : null,
        at: now,
      }
      const resolutions = sealResolutions([...(openResolutions(document, sealer) ?? []), said], document, sealer)
      await updateDocument(tx, document.id, { resolutions })
      change.record({
        ...{ event: 'document.difference_resolved', entity_id: document.id, profile_id, customer_id },
        after: { field, resolution },
      })
      await compareDocuments(change, document)
      return async () => readKyc(tx, change, await profileById(tx, profile_id))
    }),
  )
}

async function loadOwnDocument({ tx }: Change, customer: Identity, id: string): Promise<OwnedDocument> {
  const document = await loadDocument(tx, customer.brand, id)
  const isCurrent = document.status !== DOCUMENT_STATUS.deleted && document.replaced_by === null
  if (document.customer_id === customer.customer_id && isCurrent) return document
  throw new KycError('NOT_FOUND', { message: 'No such document.' })
}

/** The answer that differs from the document, and its step. */
async function answerInQuestion(change: Change, document: OwnedDocument, field: string) {
  const isAsked = signalsOf(document).some(
    (signal) => signal.code === 'MRZ_DISAGREES' && signal.field === field && !signal.kept,
  )
  const given = (await givenAnswers(change, document.profile_id)).findLast(
    ({ answers }) => answers[field] !== undefined,
  )
  const answer = given?.answers[field]
  if (!isAsked || typeof answer !== 'string' || !given) throw conflictFor('no_difference')
  return { answer, stepId: given.step.id }
}

/** What the document says. */
function statedBy({ sealer }: Change, document: OwnedDocument, field: string): string {
  const mrz = openMrz(document, sealer)
  const name = MRZ_FIELDS.find((one) => one === field)
  const value = mrz && name ? answerOfZone(mrz, name, document.created_at.slice(0, 10)) : null
  if (value !== null) return value
  const message = 'The document does not say this with certainty'
  throw new KycError('VALIDATION_FAILED', { faults: [{ path: 'resolution', code: 'not_read', message }] })
}
