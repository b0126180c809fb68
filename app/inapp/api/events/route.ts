import { changedEvents } from '@/lib/http/events'
import { backend } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'

/** Server-sent events: `changed` with the new version after each change of the person's KYC. */
export function GET(request: Request) {
  return respondInSession(request, async ({ identity }) => {
    const port = await backend()
    return changedEvents(request, (changed) => port.watch(identity, changed))
  })
}
