import { z } from 'zod'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS } from './statuses'

/**
 * What a broker's systems are told of each change, by POST to their own address. The id stays the same however often
 * it is sent, so a receiver can drop repeats. Enough for the onboarding status (34) and the diligence details (4)
 * that docs/requirements/modular-onboarding.md calls back with. No answers and no files: those are fetched with a key.
 */

const names = <Name extends string>(table: Record<Name, number>) => z.enum(Object.keys(table) as [Name, ...Name[]])
const reason = z.string().nullable()

const stepNews = z.object({ id: z.uuid(), code: z.string(), status: names(STEP_STATUS), reason_code: reason })
const documentNews = z.object({
  ...{ id: z.uuid(), step_id: z.uuid().nullable(), document_type: z.string(), side: z.string() },
  ...{ status: names(DOCUMENT_STATUS), reason_code: reason },
})

const head = {
  id: z.uuid(),
  created_at: z.iso.datetime(),
  brand: z.string(),
  customer_id: z.string(),
  profile_id: z.uuid(),
  /** Grows with every change of the profile; the events of one change share it. */
  version: z.int(),
}

export const webhookEventSchema = z.discriminatedUnion('type', [
  z.object({ ...head, type: z.literal('step.updated'), data: stepNews }),
  z.object({ ...head, type: z.literal('document.updated'), data: documentNews }),
  z.object({
    ...head,
    type: z.literal('profile.updated'),
    data: z.object({
      ...{ status: names(PROFILE_STATUS), level: z.int(), required_level: z.int(), risk_level: z.int() },
      /** Every diligence as it stands: the steps, and the documents that count. */
      steps: z.array(stepNews),
      documents: z.array(documentNews),
    }),
  }),
])
export type WebhookEvent = z.infer<typeof webhookEventSchema>

/** Carries the signatures of the body: `t=<unix seconds>,v1=<hex>`, and a second v1 while a secret is being changed. */
export const WEBHOOK_SIGNATURE_HEADER = 'kyc-signature'
export const WEBHOOK_ID_HEADER = 'kyc-event-id'
