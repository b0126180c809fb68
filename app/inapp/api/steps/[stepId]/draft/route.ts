import { draftRequestSchema } from '@/lib/contract/customer'
import { backend } from '@/lib/server'
import { requireSession } from '@/lib/session/guard'
import { readJson } from '@/lib/session/request-body'
import { answer, respond } from '@/lib/session/respond'

/** Keeps what has been typed so far. */
export function PUT(request: Request, { params }: { params: Promise<{ stepId: string }> }) {
  return respond(async () => {
    const { identity } = await requireSession(request)
    const { answers } = await readJson(request, draftRequestSchema)
    return answer(await (await backend()).saveDraft(identity, (await params).stepId, answers))
  })
}
