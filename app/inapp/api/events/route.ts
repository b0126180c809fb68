import { changedEvents } from '@/lib/http/events'
import { backend } from '@/lib/server'
import { openStreams, personTag, respondInSession } from '@/lib/server/web'

/** Server-sent events: `changed` with the new version after each change of the person's KYC. */
export function GET(request: Request) {
  return respondInSession(request, async ({ identity }) => {
    const port = await backend()
    const leave = openStreams().enter(personTag(identity))
    return changedEvents(request, (changed) => {
      const unwatch = port.watch(identity, changed)
      return () => {
        unwatch()
        leave()
      }
    })
  })
}
