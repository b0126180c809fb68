import { timingSafeEqual } from 'node:crypto'
import type { CheckCodeRequest, Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { findCode, placeOfCode, updateCode } from '../../records/codes'
import { profileById } from '../../records/profiles'
import { asCustomer } from './as-customer'
import { findStepToVerify } from './send-code'

const MAX_TRIES = 5

/** Verifies an email address with its code. Wrong codes are counted, even concurrent ones. */
export async function checkCode(
  context: Context,
  customer: Identity,
  stepId: string,
  { field, code }: CheckCodeRequest,
): Promise<{ version: number }> {
  const version = await makeChange(context, asCustomer(customer), 'CheckCode', async (change) => {
    const { tx, sealer, now } = change
    const step = await findStepToVerify(tx, customer, stepId, field)
    const { profile_id, customer_id } = step
    const sent = await findCode(tx, stepId, field)
    if (!sent || sent.expires_at <= now || sent.tries >= MAX_TRIES) throw new KycError('CODE_ENDED')
    const wanted = sealer.open(sent.code, step, placeOfCode(sent))
    // Damaged: another one has to be sent.
    if (wanted === null) throw new KycError('CODE_ENDED')
    const right = timingSafeEqual(Buffer.from(wanted), Buffer.from(code))
    await updateCode(tx, sent, right ? { verified_at: now } : { tries: sent.tries + 1 })
    // Throwing here would roll the count back, so the error is thrown after the commit.
    if (!right) return () => null
    change.record({
      ...{ event: 'step.address_verified', entity_id: stepId, profile_id, customer_id, after: { verified: field } },
    })
    return async () => (await profileById(tx, profile_id)).version
  })
  if (version === null) throw new KycError('CODE_WRONG')
  return { version }
}
