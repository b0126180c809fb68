import { handOverState } from '@/lib/web/hand-over'
import { answer, respondInSession } from '@/lib/web/respond'

/** Whether the phone has opened its link. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respondInSession(request, async ({ identity }) =>
    answer({ ok: true, value: { state: await handOverState(identity, (await params).id) } }),
  )
}
