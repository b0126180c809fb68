import { z } from 'zod'
import { mrzStateSchema } from './records'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS } from './statuses'

/**
 * The events that are posted to the broker's systems after each change. Retries have the same id, so that receivers can
 * drop duplicates. They contain enough for the onboarding status (34) and the diligence details (4) of
 * docs/requirements/modular-onboarding.md, but no answers and no files: those are fetched with a key.
 */

const names = <Name extends string>(table: Record<Name, number>) => z.enum(Object.keys(table) as [Name, ...Name[]])
const reason = z.string().nullable()

const stepData = z.object({
  ...{ id: z.uuid(), code: z.string(), status: names(STEP_STATUS), reason_code: reason },
  /** See the manager's steps. Missing in events that were waiting while the app was updated. */
  submission: z.int().optional(),
})
const documentData = z.object({
  ...{ id: z.uuid(), step_id: z.uuid().nullable(), document_type: z.string(), side: z.string() },
  ...{ status: names(DOCUMENT_STATUS), reason_code: reason },
  /** How far the machine-readable zone is read. Missing in events that were waiting while the app was updated. */
  mrz_state: mrzStateSchema.optional(),
})

const head = {
  id: z.uuid(),
  created_at: z.iso.datetime(),
  brand: z.string(),
  customer_id: z.string(),
  profile_id: z.uuid(),
  /** Rises with every change of the profile. All events of one change have the same version. */
  version: z.int(),
}

export const webhookEventSchema = z.discriminatedUnion('type', [
  z.object({ ...head, type: z.literal('step.updated'), data: stepData }),
  z.object({ ...head, type: z.literal('document.updated'), data: documentData }),
  z.object({
    ...head,
    type: z.literal('profile.updated'),
    data: z.object({
      ...{ status: names(PROFILE_STATUS), level: z.int(), required_level: z.int(), risk_level: z.int() },
      /** The current state of all steps and current documents. */
      steps: z.array(stepData),
      documents: z.array(documentData),
    }),
  }),
])
export type WebhookEvent = z.infer<typeof webhookEventSchema>

/** The header with the signatures: `t=<unix seconds>,v1=<hex>`, with a second v1 during a change of secrets. */
export const WEBHOOK_SIGNATURE_HEADER = 'kyc-signature'
export const WEBHOOK_ID_HEADER = 'kyc-event-id'
