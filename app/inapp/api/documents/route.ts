import { attachDocumentRequestSchema } from '@/lib/contract/customer'
import { idempotencyKey } from '@/lib/http/idempotency-key'
import { readJson } from '@/lib/http/request-body'
import { backend } from '@/lib/server'
import { answer, respondInSession } from '@/lib/session/respond'

/** Puts an uploaded file to a field of a step. */
export function POST(request: Request) {
  return respondInSession(request, async ({ identity }) => {
    const document = await readJson(request, attachDocumentRequestSchema)
    return answer(await (await backend()).attachDocument(identity, document, idempotencyKey(request)))
  })
}
