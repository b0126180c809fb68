import { deviceKeyOf } from '@/lib/web/device-key'
import { answer, respondInSession } from '@/lib/web/respond'

/** The key with which this person's device seals what waits on it. */
export function GET(request: Request) {
  return respondInSession(request, async ({ identity }) => answer({ ok: true, value: deviceKeyOf(identity) }))
}
