import { submitRequestSchema } from '@/lib/contract/customer'
import { idempotencyKey } from '@/lib/http/idempotency-key'
import { readJson } from '@/lib/http/request-body'
import { backend, funnel } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { answer } from '@/lib/web/respond'

/** Submits a step's answers. */
export function POST(request: Request, { params }: { params: Promise<{ stepId: string }> }) {
  return respondInSession(request, async ({ id, identity }) => {
    const { answers, base } = await readJson(request, submitRequestSchema)
    const { stepId } = await params
    const submitted = await (await backend()).submitStep(identity, stepId, answers, idempotencyKey(request), base)
    if (submitted.ok) funnel().proceed(id, stepId, 'submitted')
    return answer(submitted)
  })
}
