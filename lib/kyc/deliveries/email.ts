import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { type Email, type EmailKind, emailSchema } from '@/lib/contract/email'
import type { ProfileRow } from '@/lib/database/schema'
import { defineJob, Rejected } from '@/lib/jobs/job'
import type { Change, Context } from '../context'
import { findProfile } from '../records/profiles'
import { openJson, ownerOf, placeOfEmail, sealJson } from '../records/sealed'
import { DELIVERY_POLICY, requireReceiver } from './receiver'

/** Sends an email to a customer. Its input is sealed: it contains an address and may contain a code. */
export const emailJob = defineJob({
  kind: 'mail',
  input: z.object({ sealed: z.string() }),
  ...DELIVERY_POLICY,
  handle: async ({ db, receivers, sealer }: Context, { sealed }, { id, brand, customer_id }) => {
    const send = requireReceiver(receivers.email)
    const profile = await findProfile(db, brand, customer_id)
    const email = profile ? openJson(emailSchema, sealed, ownerOf(profile), placeOfEmail(id), sealer) : null
    if (!email) throw new Rejected('What was written does not open: it was changed, or belongs to another email')
    await send(email, brand).catch((error: unknown) => {
      throw isRefusedAddress(error) ? new Rejected('The mail server refused the address', { cause: error }) : error
    })
  },
})

/** Whether a mail server's answer is final: a code of 500 and above (RFC 5321, 4.2.1). */
function isRefusedAddress(error: unknown): boolean {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  return code >= 500
}

type Addressee = Pick<ProfileRow, 'id' | 'brand' | 'customer_id' | 'data_key' | 'version' | 'email' | 'language'>

/**
 * Enqueues an email. Does nothing when the customer has no address.
 * @param giveUpAfter milliseconds after which it is useless, as for a code. It is then sent out of order.
 */
export async function enqueueEmail(
  change: Change,
  profile: Addressee,
  name: EmailKind,
  values: Email['values'] = {},
  giveUpAfter?: number,
): Promise<void> {
  const { customer_id, version, email, language } = profile
  if (!change.receivers.email || email === null) return
  const message: Email = { to: email, language: language ?? 'en', letter: name, values }
  const id = uuid()
  const input = { sealed: sealJson(message, ownerOf(profile), placeOfEmail(id), change.sealer) }
  // An email that is soon useless does not wait for earlier ones, which may be stuck because of a wrong address.
  const when = giveUpAfter === undefined ? { position: version } : { giveUpAfter }
  await change.enqueue(emailJob, { id, input, customer_id, ...when })
}
