import { type Email, emailSchema } from '@/lib/contract/email'
import { PROFILE_STATUS } from '@/lib/contract/statuses'
import type { OutboxRow, ProfileRow } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/encryption'
import type { Change } from './change'
import { enqueue } from './outbox'

type Addressee = Pick<ProfileRow, 'customer_id' | 'version' | 'email' | 'language'>

/** Leaves a letter to be mailed. Sealed: it holds an address, and may hold a code. Nothing without an address. */
export async function enqueueLetter(
  change: Change,
  profile: Addressee,
  letter: Email['letter'],
  values: Email['values'] = {},
): Promise<void> {
  if (!change.mail || profile.email === null) return
  const written: Email = { to: profile.email, language: profile.language ?? 'en', letter, values }
  await enqueue(change, { kind: 'mail', profile, body: { sealed: change.sealer.seal(JSON.stringify(written)) } })
}

/** The letter that a row of the outbox holds. */
export function openLetter({ body }: Pick<OutboxRow, 'body'>, sealer: Sealer): Email {
  return emailSchema.parse(JSON.parse(sealer.open(JSON.parse(body).sealed)))
}

/** Writes to the customer when a decision has changed what their profile is. */
export async function tellCustomer(change: Change, profile: ProfileRow): Promise<void> {
  const { status } = profile
  if (status === PROFILE_STATUS.approved) return enqueueLetter(change, profile, 'approved')
  if (status === PROFILE_STATUS.expired) return enqueueLetter(change, profile, 'expired')
  if (status !== PROFILE_STATUS.rejected) return
  const final = await change.tx
    .selectFrom('steps')
    .select('id')
    .where('profile_id', '=', profile.id)
    .where('reject_type', '=', 'final')
    .executeTakeFirst()
  await enqueueLetter(change, profile, final ? 'rejected' : 'attention')
}
