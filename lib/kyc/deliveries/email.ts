import { z } from 'zod'
import { type Email, type EmailKind, emailSchema } from '@/lib/contract/email'
import type { ProfileRow } from '@/lib/database/schema'
import { defineJob } from '@/lib/jobs/job'
import type { Change, Context } from '../context'
import { DELIVERY_POLICY, requireReceiver } from './receiver'

/** Sends an email to a customer. Its input is sealed: it contains an address and may contain a code. */
export const emailJob = defineJob({
  kind: 'mail',
  input: z.object({ sealed: z.string() }),
  ...DELIVERY_POLICY,
  handle: ({ receivers, sealer }: Context, { sealed }) =>
    requireReceiver(receivers.email)(emailSchema.parse(JSON.parse(sealer.open(sealed)))),
})

type Addressee = Pick<ProfileRow, 'customer_id' | 'version' | 'email' | 'language'>

/**
 * Enqueues an email. Does nothing when the customer has no address.
 * @param giveUpAfter milliseconds after which it is of no use any more; without it, it keeps the customer's order.
 */
export async function enqueueEmail(
  change: Change,
  { customer_id, version, email, language }: Addressee,
  name: EmailKind,
  values: Email['values'] = {},
  giveUpAfter?: number,
): Promise<void> {
  if (!change.receivers.email || email === null) return
  const message: Email = { to: email, language: language ?? 'en', letter: name, values }
  const input = { sealed: change.sealer.seal(JSON.stringify(message)) }
  // What soon is of no use waits for no other email: the one before it may go to an address that nobody reads.
  const when = giveUpAfter === undefined ? { position: version } : { giveUpAfter }
  await change.enqueue(emailJob, { input, customer_id, ...when })
}
