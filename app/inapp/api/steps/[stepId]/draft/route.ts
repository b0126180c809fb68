import { draftRequestSchema } from '@/lib/contract/customer'
import { readJson } from '@/lib/http/request-body'
import { backend } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { answer } from '@/lib/web/respond'

/** Keeps what has been typed so far. */
export function PUT(request: Request, { params }: { params: Promise<{ stepId: string }> }) {
  return respondInSession(request, async ({ identity }) => {
    const { answers, base } = await readJson(request, draftRequestSchema)
    return answer(await (await backend()).saveDraft(identity, (await params).stepId, answers, base))
  })
}
