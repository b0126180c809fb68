import { CONFLICT_REASONS } from '@/lib/contract/conflict-reasons'
import { acceptedTypes } from '@/lib/contract/document-fields'
import { KycError } from '@/lib/contract/errors'
import { fieldsOf } from '@/lib/contract/fields'
import type { ManagerInput } from '@/lib/contract/manager'
import type { DocumentRecord } from '@/lib/contract/records'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { currentDocuments, loadDocument, takesPlaceOf, toDocument } from '../../records/documents'
import { formOf, loadStep, type OwnedStep } from '../../records/steps'
import { replaceDocument, resubmitWithDocuments } from '../../transitions/correct-step'
import { ensureProfile } from '../../transitions/ensure-profile'
import { findOwnFile, putDocument } from '../../transitions/put-document'

/**
 * Adds a document on behalf of a customer who sent it another way. In a step it fills the field that is named, or else
 * the only one that takes its type, and replaces what was there. An approved step or profile is locked: adding to it
 * requires a justification.
 */
export function addDocument(
  context: Context,
  actor: Actor,
  input: ManagerInput<'MngAddKycDocument'>,
): Promise<DocumentRecord> {
  return makeChange(context, actor, 'MngAddKycDocument', async (change) => {
    const { customer_id, document_type, side, country = null, justification = null } = input
    const file = await findOwnFile(change, customer_id, input.file_id, 'staff')
    const step = input.step_id ? await loadStep(change.tx, actor.brand, input.step_id, customer_id) : null
    const profile = await ensureProfile(change, customer_id)
    const locked = step ? step.status === STEP_STATUS.approved : profile.status === PROFILE_STATUS.approved
    if (locked && !justification) throw unjustified()
    const field = step ? fieldFor(step, input) : (input.field ?? null)
    const before = step && !locked ? await currentDocuments(change.tx, { step_id: step.id }) : []
    const row = await putDocument(change, 'document.added', {
      ...{ customer_id, file, profile_id: profile.id, step_id: step?.id ?? null, field },
      ...{ document_type, side, country, status: DOCUMENT_STATUS.pending, comment: justification },
    })
    for (const old of before) if (step && takesPlaceOf(row, old)) await replaceDocument(change, old, row)
    // What a reviewer sees must be what they decide: a step in review is submitted again with the document.
    if (step?.status === STEP_STATUS.pending) await resubmitWithDocuments(change, step)
    return async () => toDocument(await loadDocument(change.tx, actor.brand, row.id), context.sealer)
  })
}

function unjustified(): KycError {
  const message = CONFLICT_REASONS.locked
  const faults = [{ path: 'justification', code: 'required', message }]
  return new KycError('CONFLICT', { message, reason: 'locked', faults })
}

/** The field of a document. Throws VALIDATION_FAILED for a name that is no file field of the step. */
function fieldFor(step: OwnedStep, { field, document_type }: ManagerInput<'MngAddKycDocument'>): string | null {
  const fields = fieldsOf(formOf(step)).filter(({ type }) => type === 'file_reference')
  if (field === undefined) {
    const taking = fields.filter((one) => acceptedTypes(one).includes(document_type))
    // An approved step keeps what was approved: what is added stands beside it.
    return step.status !== STEP_STATUS.approved && taking.length === 1 ? (taking[0]?.name ?? null) : null
  }
  if (fields.some(({ name }) => name === field)) return field
  const fault = { path: 'field', code: 'unknown_field', message: 'The step has no such file field' }
  throw new KycError('VALIDATION_FAILED', { faults: [fault] })
}
