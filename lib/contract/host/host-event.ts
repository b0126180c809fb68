import { z } from 'zod'
import { HOST_EVENTS } from './host'

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
