import { manager } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { handoffState } from '@/lib/web/handoff'
import { answer } from '@/lib/web/respond'

/** Whether the phone has opened its link. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respondInSession(request, async ({ identity }) =>
    answer({ ok: true, value: await handoffState((await manager()).tokens, identity, (await params).id) }),
  )
}
