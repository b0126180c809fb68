import { timingSafeEqual } from 'node:crypto'
import type { CheckCodeRequest, Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { findCode, updateCode } from '../../records/codes'
import { profileById } from '../../records/profiles'
import { asCustomer } from './as-customer'
import { findVerifying } from './send-code'

const TRIES = 5

/** Proves the address with the code. A wrong one is counted, also when several are tried at the same moment. */
export async function checkCode(
  context: Context,
  customer: Identity,
  stepId: string,
  { field, code }: CheckCodeRequest,
): Promise<{ version: number }> {
  const version = await makeChange(context, asCustomer(customer), 'CheckCode', async (change) => {
    const { tx, sealer, now } = change
    const { profile_id, customer_id } = await findVerifying(tx, customer, stepId, field)
    const sent = await findCode(tx, stepId, field)
    if (!sent || sent.expires_at <= now || sent.tries >= TRIES) throw new KycError('CODE_ENDED')
    const right = timingSafeEqual(Buffer.from(sealer.open(sent.code)), Buffer.from(code))
    await updateCode(tx, sent, right ? { verified_at: now } : { tries: sent.tries + 1 })
    // The count must be kept, so a wrong code is not thrown here: that would roll it back.
    if (!right) return () => null
    change.record({
      ...{ event: 'step.address_verified', entity_id: stepId, profile_id, customer_id, after: { verified: field } },
    })
    return async () => (await profileById(tx, profile_id)).version
  })
  if (version === null) throw new KycError('CODE_WRONG')
  return { version }
}
