import { z } from 'zod'

/** What the screens tell the host that embeds them: one vocabulary, one envelope, never personal data. */
export const HOST_EVENTS = [
  'kyc:ready',
  'kyc:started',
  'kyc:step_started',
  'kyc:step_completed',
  'kyc:document_selected',
  'kyc:media_captured',
  'kyc:upload_progress',
  'kyc:upload_error',
  'kyc:submitted',
  'kyc:status_changed',
  'kyc:resize',
  'kyc:language_changed',
  'kyc:session_expired',
  'kyc:token_needed',
  'kyc:error',
  'kyc:close_request',
] as const
export type HostEventType = (typeof HOST_EVENTS)[number]

export const hostEventSchema = z.object({
  type: z.enum(HOST_EVENTS),
  version: z.literal(1),
  /** Unique per message. */
  id: z.string(),
  /** The screens' session, a random name that says nothing of the person; null before there is one. */
  session: z.string().nullable(),
  step: z.string().nullable(),
  level: z.string().nullable(),
  /** Plain facts of the event: codes, percentages, statuses. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
})
export type HostEvent = z.infer<typeof hostEventSchema>

/** What a host may ask of the screens: a fresh token, a theme, a language, or to close. */
export const HOST_COMMANDS = ['kyc:token', 'kyc:theme', 'kyc:language', 'kyc:close'] as const
export type HostCommand = { type: (typeof HOST_COMMANDS)[number]; value: string }
