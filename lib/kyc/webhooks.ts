import { createHmac } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS, statusName } from '@/lib/contract/statuses'
import { WEBHOOK_ID_HEADER, WEBHOOK_SIGNATURE_HEADER, type WebhookEvent } from '@/lib/contract/webhook'
import type { DocumentRow, ProfileRow, StepRow } from '@/lib/database/schema'
import type { Change } from './change'
import { currentDocuments } from './documents'
import { type Deliver, enqueue } from './outbox'

const TIMEOUT_MS = 10_000

/** Leaves the events of a change to be delivered: one for each step and document that it touched, then the profile. */
export async function enqueueWebhooks(change: Change, profile: ProfileRow): Promise<void> {
  if (!change.webhooks) return
  const steps = await change.tx
    .selectFrom('steps')
    .selectAll()
    .where('profile_id', '=', profile.id)
    .orderBy('id')
    .execute()
  const documents = await change.tx
    .selectFrom('documents')
    .selectAll()
    .where('profile_id', '=', profile.id)
    .where('id', 'in', [...change.touched, ''])
    .orderBy('id')
    .execute()
  const current = await currentDocuments(change.tx, { profile_id: profile.id })
  const news: Pick<WebhookEvent, 'type' | 'data'>[] = [
    ...steps
      .filter(({ id }) => change.touched.has(id))
      .map((step) => ({ type: 'step.updated' as const, data: stepNews(step) })),
    ...documents.map((document) => ({ type: 'document.updated' as const, data: documentNews(document) })),
    { type: 'profile.updated', data: profileNews(profile, steps, current) },
  ]
  for (const event of news) {
    const { brand, customer_id, id: profile_id, version } = profile
    const body = { id: uuid(), created_at: change.now, brand, customer_id, profile_id, version, ...event }
    await enqueue(change, { kind: 'webhook', profile, body })
  }
}

function stepNews({ id, code, status, reason_code }: StepRow) {
  return { id, code, status: statusName(STEP_STATUS, status) ?? 'required', reason_code }
}

function documentNews({ id, step_id, document_type, side, status, reason_code }: DocumentRow) {
  return { id, step_id, document_type, side, status: statusName(DOCUMENT_STATUS, status) ?? 'uploaded', reason_code }
}

function profileNews(
  { status, level, required_level, risk_level }: ProfileRow,
  steps: StepRow[],
  documents: DocumentRow[],
) {
  return {
    ...{ status: statusName(PROFILE_STATUS, status) ?? 'none', level, required_level, risk_level },
    ...{ steps: steps.map(stepNews), documents: documents.map(documentNews) },
  }
}

/**
 * `t=<seconds>,v1=<hex>` with a v1 for each secret: HMAC-SHA256 over `<seconds>.<body>`. The time is in it so that a
 * receiver can refuse what somebody recorded and sends again.
 */
export function signatureOf(body: string, secrets: readonly string[], at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000)
  const sign = (secret: string) => createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return [`t=${seconds}`, ...secrets.map((secret) => `v1=${sign(secret)}`)].join(',')
}

type Receiver = { url: string; secrets: readonly string[]; fetch: typeof globalThis.fetch; clock: () => Date }

/** Sends an event to the broker's address. Any answer but 2xx counts as not delivered, and throws. */
export function createWebhookDelivery({ url, secrets, fetch, clock }: Receiver): Deliver {
  return async ({ body }) => {
    const { id } = JSON.parse(body) as WebhookEvent
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [WEBHOOK_ID_HEADER]: id,
        [WEBHOOK_SIGNATURE_HEADER]: signatureOf(body, secrets, clock()),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`The receiver answered ${response.status}`)
  }
}
