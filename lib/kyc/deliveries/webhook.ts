import { createHmac } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS, statusName } from '@/lib/contract/statuses'
import {
  WEBHOOK_ID_HEADER,
  WEBHOOK_SIGNATURE_HEADER,
  type WebhookEvent,
  webhookEventSchema,
} from '@/lib/contract/webhook'
import type { DocumentRow, ProfileRow, StepRow } from '@/lib/database/schema'
import { defineJob } from '@/lib/jobs/job'
import type { Change, Context, Delivery } from '../context'
import { currentDocuments } from '../records/documents'
import { stepsOf } from '../records/steps'
import { DELIVERY_POLICY, postJson, requireReceiver } from './receiver'

/** Sends one event to the broker's systems. */
export const webhookJob = defineJob({
  kind: 'webhook',
  input: webhookEventSchema,
  ...DELIVERY_POLICY,
  handle: ({ receivers }: Context, body, { id, brand, customer_id }) =>
    requireReceiver(receivers.webhook)({ id, brand, customer_id, body: JSON.stringify(body) }),
})

/** Enqueues the webhooks of a change: one for each step and document in `ids`, then one for the profile. */
export async function enqueueWebhooks(change: Change, profile: ProfileRow, ids: ReadonlySet<string>): Promise<void> {
  if (!change.receivers.webhook) return
  const steps = (await stepsOf(change.tx, profile.id)).sort((one, other) => (one.id < other.id ? -1 : 1))
  const documents =
    ids.size === 0
      ? []
      : await change.tx
          .selectFrom('documents')
          .selectAll()
          .where('id', 'in', [...ids])
          .orderBy('id')
          .execute()
  const current = await currentDocuments(change.tx, { profile_id: profile.id })
  const events: Pick<WebhookEvent, 'type' | 'data'>[] = [
    ...steps.filter(({ id }) => ids.has(id)).map((step) => ({ type: 'step.updated' as const, data: stepData(step) })),
    ...documents.map((document) => ({ type: 'document.updated' as const, data: documentData(document) })),
    { type: 'profile.updated', data: profileData(profile, steps, current) },
  ]
  const { brand, customer_id, id: profile_id, version } = profile
  for (const event of events) {
    const head = { id: uuid(), created_at: change.now, brand, customer_id, profile_id, version }
    const input = webhookEventSchema.parse({ ...head, ...event })
    await change.enqueue(webhookJob, { input, customer_id, position: version })
  }
}

function stepData({ id, code, status, reason_code, submission }: StepRow) {
  return { id, code, status: statusName(STEP_STATUS, status), reason_code, submission }
}

function documentData({ id, step_id, document_type, side, status, reason_code, mrz_state }: DocumentRow) {
  return { id, step_id, document_type, side, status: statusName(DOCUMENT_STATUS, status), reason_code, mrz_state }
}

function profileData(
  { status, level, required_level, risk_level }: ProfileRow,
  steps: StepRow[],
  documents: DocumentRow[],
) {
  return {
    ...{ status: statusName(PROFILE_STATUS, status), level, required_level, risk_level },
    ...{ steps: steps.map(stepData), documents: documents.map(documentData) },
  }
}

/**
 * The signature header, `t=<seconds>,v1=<hex>` with one v1 per secret: HMAC-SHA256 of `<seconds>.<body>`. It includes
 * the time so that receivers can refuse replayed requests.
 */
export function signatureOf(body: string, secrets: readonly string[], at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000)
  const sign = (secret: string) => createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return [`t=${seconds}`, ...secrets.map((secret) => `v1=${sign(secret)}`)].join(',')
}

type Receiver = { url: string; secrets: readonly string[]; fetch: typeof globalThis.fetch; clock: () => Date }

/** Creates the receiver that posts webhooks to the broker's URL. */
export function createWebhookDelivery({ url, secrets, fetch, clock }: Receiver) {
  return ({ body }: Pick<Delivery, 'body'>): Promise<void> => {
    const { id } = webhookEventSchema.parse(JSON.parse(body))
    const signature = signatureOf(body, secrets, clock())
    return postJson({
      ...{ url, body, fetch },
      headers: { [WEBHOOK_ID_HEADER]: id, [WEBHOOK_SIGNATURE_HEADER]: signature },
    })
  }
}
