import type { CustomerKey } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { isProhibited } from '@/lib/contract/statuses'
import type { Database, Tx } from '@/lib/database/schema'
import { loadStep, type OwnedStep } from '../../records/steps'
import { stepAfter } from '../../rules/step'

/**
 * Loads a step that its customer may fill in or correct now. Throws NOT_FOUND, CONFLICT, or VERIFICATION_REJECTED when it or
 * the customer was rejected for good. It gives no reason where that is the person: they must not learn of a suspicion.
 */
export async function stepToFill(
  db: Database | Tx,
  { brand, customer_id }: CustomerKey,
  id: string,
): Promise<OwnedStep> {
  const step = await loadStep(db, brand, id, customer_id)
  if (isProhibited(step)) throw new KycError('VERIFICATION_REJECTED')
  stepAfter(step, 'submit')
  return step
}
