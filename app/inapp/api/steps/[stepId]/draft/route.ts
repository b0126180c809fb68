import { draftRequestSchema } from '@/lib/contract/customer'
import { readJson } from '@/lib/http/request-body'
import { backend, funnel } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { answer } from '@/lib/web/respond'

/** Keeps what has been typed so far. */
export function PUT(request: Request, { params }: { params: Promise<{ stepId: string }> }) {
  return respondInSession(request, async ({ id, identity }) => {
    const { answers, base } = await readJson(request, draftRequestSchema)
    const { stepId } = await params
    const saved = await (await backend()).saveDraft(identity, stepId, answers, base)
    if (saved.ok) funnel().proceed(id, stepId, 'began')
    return answer(saved)
  })
}
