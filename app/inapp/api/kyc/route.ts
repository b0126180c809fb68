import { backend } from '@/lib/server'
import { requireSession } from '@/lib/session/guard'
import { answer, respond } from '@/lib/session/respond'

/** Everything that the screens show; what a screen polls when events do not reach it. */
export function GET(request: Request) {
  return respond(async () => {
    const { identity } = await requireSession(request)
    return answer(await (await backend()).read(identity))
  })
}
