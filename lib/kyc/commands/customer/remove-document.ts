import type { Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { loadDocument } from '../../records/documents'
import { profileById } from '../../records/profiles'
import { moveDocument } from '../../transitions/move-document'
import { asCustomer } from './as-customer'

/** Removes a document that has not been submitted yet. Throws CONFLICT if it has been. */
export function removeDocument(context: Context, customer: Identity, documentId: string): Promise<{ version: number }> {
  return makeChange(context, asCustomer(customer), 'RemoveDocument', async (change) => {
    const document = await loadDocument(change.tx, customer.brand, documentId)
    if (document.customer_id !== customer.customer_id) throw new KycError('NOT_FOUND', { message: 'No such document.' })
    await moveDocument(change, document, 'remove')
    return async () => ({ version: (await profileById(change.tx, document.profile_id)).version })
  })
}
