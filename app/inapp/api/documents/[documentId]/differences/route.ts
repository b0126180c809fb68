import { resolveDifferenceRequestSchema } from '@/lib/contract/pictures/differences'
import { idempotencyKey } from '@/lib/http/idempotency-key'
import { readJson } from '@/lib/http/request-body'
import { backend } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { answer } from '@/lib/web/respond'

/** Says what is right where a document and an answer differ. */
export function POST(request: Request, { params }: { params: Promise<{ documentId: string }> }) {
  return respondInSession(request, async ({ identity }) => {
    const resolution = await readJson(request, resolveDifferenceRequestSchema)
    const { documentId } = await params
    const key = idempotencyKey(request)
    return answer(await (await backend()).resolveDifference(identity, documentId, resolution, key))
  })
}
