import { attachDocumentRequestSchema } from '@/lib/contract/customer'
import { backend } from '@/lib/server'
import { idempotencyKey, requireSession } from '@/lib/session/guard'
import { readJson } from '@/lib/session/request-body'
import { answer, respond } from '@/lib/session/respond'

/** Puts an uploaded file to a field of a step. */
export function POST(request: Request) {
  return respond(async () => {
    const { identity } = await requireSession(request)
    const document = await readJson(request, attachDocumentRequestSchema)
    return answer(await (await backend()).attachDocument(identity, document, idempotencyKey(request)))
  })
}
