import { backend } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { answer } from '@/lib/web/respond'

/** Everything that the screens show; what a screen polls when events do not reach it. */
export function GET(request: Request) {
  return respondInSession(request, async ({ identity }) => {
    return answer(await (await backend()).read(identity))
  })
}
