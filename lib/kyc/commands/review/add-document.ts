import type { ManagerInput } from '@/lib/contract/manager'
import type { DocumentRecord } from '@/lib/contract/records'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { toDocument } from '../../records/documents'
import { loadStep } from '../../records/steps'
import { conflictFor } from '../../rules/conflict'
import { ensureProfile } from '../../transitions/ensure-profile'
import { findOwnFile, putDocument } from '../../transitions/put-document'

/**
 * Adds a document on behalf of a customer who sent it another way. An approved step or profile is locked: adding to it
 * requires a justification.
 */
export function addDocument(
  context: Context,
  actor: Actor,
  input: ManagerInput<'MngAddKycDocument'>,
): Promise<DocumentRecord> {
  return makeChange(context, actor, 'MngAddKycDocument', async (change) => {
    const { customer_id, document_type, side, country = null, field = null, justification = null } = input
    const file = await findOwnFile(change, customer_id, input.file_id, 'staff')
    const step = input.step_id ? await loadStep(change.tx, actor.brand, input.step_id, customer_id) : null
    const profile = await ensureProfile(change, customer_id)
    const locked = step ? step.status === STEP_STATUS.approved : profile.status === PROFILE_STATUS.approved
    if (locked && !justification) throw conflictFor('locked')
    const row = await putDocument(change, 'document.added', {
      ...{ customer_id, file, profile_id: profile.id, step_id: step?.id ?? null, field },
      ...{ document_type, side, country, status: DOCUMENT_STATUS.pending, comment: justification },
    })
    return () => toDocument(row, context.sealer)
  })
}
