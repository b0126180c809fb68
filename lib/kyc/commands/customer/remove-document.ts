import type { Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { loadDocument } from '../../records/documents'
import { profileById } from '../../records/profiles'
import { resubmitWithoutDocument } from '../../transitions/correct-step'
import { moveDocument } from '../../transitions/move-document'
import { asCustomer } from './as-customer'
import { stepToFill } from './step-to-fill'

/**
 * Removes a document that nobody has decided. What was in review with it is submitted again without it, or, if it needs
 * one, waits for the customer. Throws CONFLICT for a decided document.
 */
export function removeDocument(context: Context, customer: Identity, documentId: string): Promise<{ version: number }> {
  return makeChange(context, asCustomer(customer), 'RemoveDocument', async (change) => {
    const document = await loadDocument(change.tx, customer.brand, documentId)
    if (document.customer_id !== customer.customer_id) throw new KycError('NOT_FOUND', { message: 'No such document.' })
    const { step_id, status } = document
    const step = step_id === null ? null : await stepToFill(change.tx, customer, step_id)
    await moveDocument(change, document, 'remove')
    if (step?.status === STEP_STATUS.pending && status === DOCUMENT_STATUS.pending)
      await resubmitWithoutDocument(change, step)
    return async () => ({ version: (await profileById(change.tx, document.profile_id)).version })
  })
}
