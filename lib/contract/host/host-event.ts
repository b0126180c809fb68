import { z } from 'zod'
import { HOST_EVENTS } from './host'

export const hostEventSchema = z.object({
  type: z.enum(HOST_EVENTS),
  version: z.literal(1),
  /** Unique per message. */
  id: z.string(),
  /** A random id of the session, unrelated to the person. Null before there is a session. */
  session: z.string().nullable(),
  step: z.string().nullable(),
  level: z.string().nullable(),
  /** Details of the event: codes, percentages, statuses. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
})
export type HostEvent = z.infer<typeof hostEventSchema>
