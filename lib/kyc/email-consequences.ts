import type { Email, EmailKind } from '@/lib/contract/email'
import { LEVELS, REQUESTABLE_LEVELS, type RequestableLevel } from '@/lib/contract/levels/levels'
import type { Message } from '@/lib/contract/messages/message'
import type { ProfileRow } from '@/lib/database/schema'
import type { Owner } from '@/lib/files/sealer'
import type { Change } from './context'
import { enqueueEmail } from './deliveries/email'
import { definitionOf, type KycEvent } from './events'
import { openMessage, openQuestion } from './records/message-to-customer'
import { ownerOf } from './records/sealed'

type Rejection = Extract<KycEvent, { event: 'step.rejected' | 'document.rejected' }>

/** What a customer may do without: they find it on the status screen. */
const OF_DECISIONS: readonly EmailKind[] = ['approved', 'attention', 'rejected']

/** Enqueues the emails to a customer about a change. @param own the events that concern them. */
export async function enqueueEmails(change: Change, profile: ProfileRow, own: readonly KycEvent[]): Promise<void> {
  const sent = own.flatMap(({ event }) => definitionOf(event).email ?? [])
  const rejection = rejectionIn(own)
  const decided = [...sent, ...rejectionEmail(rejection, sent)].filter(
    (kind) => profile.decision_emails === 1 || !OF_DECISIONS.includes(kind),
  )
  const kinds = [...decided, ...questionEmail(own)]
  for (const kind of kinds) await enqueueEmail(change, profile, kind, await valuesOf(change, profile, kind, own))
}

/** The rejection of a step or, where its step was not in review, of a document. */
function rejectionIn(own: readonly KycEvent[]): Rejection | undefined {
  const rejections = own.filter(
    (it): it is Rejection => it.event === 'step.rejected' || it.event === 'document.rejected',
  )
  return rejections.find(({ event }) => event === 'step.rejected') ?? rejections[0]
}

/** What a reviewer wrote is emailed also when the profile's state stays, because it was sent back before. */
function rejectionEmail(rejection: Rejection | undefined, sent: readonly EmailKind[]): EmailKind[] {
  if (!rejection?.after.message || sent.includes('attention') || sent.includes('rejected')) return []
  return [rejection.after.reject_type === 'final' ? 'rejected' : 'attention']
}

function questionEmail(own: readonly KycEvent[]): EmailKind[] {
  return own.some((it) => it.event === 'step.asked' && it.after.mail) ? ['question'] : []
}

/** What an email says besides its text. */
async function valuesOf(
  change: Change,
  profile: ProfileRow,
  kind: EmailKind,
  own: readonly KycEvent[],
): Promise<Email['values']> {
  if (kind === 'approved') return { level: reached(profile) }
  const owner = ownerOf(profile)
  const message =
    kind === 'question' ? await questionIn(change, owner, own) : await messageIn(change, owner, rejectionIn(own))
  return message ? { message } : {}
}

async function questionIn({ tx, sealer }: Change, owner: Owner, own: readonly KycEvent[]): Promise<Message | null> {
  const asked = own.find(({ event }) => event === 'step.asked')
  if (!asked) return null
  const steps = tx.selectFrom('steps').select(['id', 'question']).where('id', '=', asked.entity_id)
  return openQuestion({ ...owner, ...(await steps.executeTakeFirstOrThrow()) }, sealer)
}

async function messageIn(
  { tx, sealer }: Change,
  owner: Owner,
  rejection: Rejection | undefined,
): Promise<Message | null> {
  if (!rejection) return null
  const table = rejection.event === 'step.rejected' ? 'steps' : 'documents'
  const rejected = tx.selectFrom(table).select(['id', 'message']).where('id', '=', rejection.entity_id)
  return openMessage({ ...owner, ...(await rejected.executeTakeFirstOrThrow()) }, table, sealer)
}

function reached({ level }: ProfileRow): RequestableLevel | undefined {
  return REQUESTABLE_LEVELS.find((name) => LEVELS[name] === level)
}
