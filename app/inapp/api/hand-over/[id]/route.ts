import { handoffState } from '@/lib/web/handoff'
import { answer, respondInSession } from '@/lib/web/respond'

/** Whether the phone has opened its link. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respondInSession(request, async ({ identity }) =>
    answer({ ok: true, value: { state: await handoffState(identity, (await params).id) } }),
  )
}
