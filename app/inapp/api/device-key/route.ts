import { deviceKey, respondInSession } from '@/lib/server/web'
import { answer } from '@/lib/web/respond'

/** The key with which this person's device seals what waits on it. */
export function GET(request: Request) {
  return respondInSession(request, async ({ identity }) => answer({ ok: true, value: deviceKey(identity) }))
}
