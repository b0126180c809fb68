import { randomInt } from 'node:crypto'
import type { Identity, SendCodeRequest, SentCode } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { fieldsOf } from '@/lib/contract/fields'
import type { CodeRow, Tx } from '@/lib/database/schema'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { enqueueEmail } from '../../deliveries/email'
import { findCode, placeOfCode, replaceCode } from '../../records/codes'
import { profileById } from '../../records/profiles'
import { formOf, type OwnedStep } from '../../records/steps'
import { conflictFor } from '../../rules/conflict'
import { asCustomer } from './as-customer'
import { stepToFill } from './step-to-fill'

/** A code is valid for ten minutes. Another one may be sent after half a minute, and at most five within an hour. */
const LIFE_MS = 10 * 60_000
const RESEND_MS = 30_000
const MAX_SENDS = 5
const HOUR_MS = 3_600_000

/** Emails a code to an address. It replaces the previous one. */
export function sendCode(
  context: Context,
  customer: Identity,
  stepId: string,
  { field, address }: SendCodeRequest,
): Promise<SentCode> {
  return makeChange(context, asCustomer(customer), 'SendCode', async (change) => {
    const { tx, sealer, now } = change
    const step = await findStepToVerify(tx, customer, stepId, field)
    if (!context.receivers.email) throw conflictFor('no_mail', 'No mail server is configured.')
    const before = await findCode(tx, stepId, field)
    const [at, sends] = [Date.parse(now), sendsWithinTheHour(before, now)]
    const tooSoon = before && (at - Date.parse(before.sent_at) < RESEND_MS || sends >= MAX_SENDS)
    if (tooSoon) throw new KycError('CODE_TOO_SOON')
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const expires_at = new Date(at + LIFE_MS).toISOString()
    const sealed = sealer.seal(code, step, placeOfCode({ step_id: stepId, field }))
    await replaceCode(tx, {
      ...{ step_id: stepId, field, address, code: sealed, tries: 0, verified_at: null },
      ...{ expires_at, sent_at: now, sends: sends + 1 },
      first_sent_at: sends === 0 ? now : (before?.first_sent_at ?? now),
    })
    const { profile_id, customer_id } = step
    change.record({
      ...{ event: 'step.code_sent', entity_id: stepId, profile_id, customer_id, after: { code_sent: field } },
    })
    await enqueueEmail(change, { ...(await profileById(tx, profile_id)), email: address }, 'code', { code }, LIFE_MS)
    return () => ({ expires_at, again_at: new Date(at + RESEND_MS).toISOString() })
  })
}

function sendsWithinTheHour(before: CodeRow | undefined, now: string): number {
  return before && Date.parse(now) - Date.parse(before.first_sent_at) < HOUR_MS ? before.sends : 0
}

/**
 * Finds an open step and checks that the field is verified by a code. Throws NOT_FOUND, CONFLICT or VALIDATION_FAILED.
 */
export async function findStepToVerify(tx: Tx, customer: Identity, stepId: string, name: string): Promise<OwnedStep> {
  const step = await stepToFill(tx, customer, stepId)
  const fields = fieldsOf(formOf(step))
  if (fields.some((field) => field.name === name && field.verify !== undefined)) return step
  const error = { path: 'field', code: 'unknown_field', message: 'The step has no such field to verify' }
  throw new KycError('VALIDATION_FAILED', { faults: [error] })
}
