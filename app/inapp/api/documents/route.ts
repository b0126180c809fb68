import { attachDocumentRequestSchema } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { idempotencyKey } from '@/lib/http/idempotency-key'
import { readJson } from '@/lib/http/request-body'
import { backend, funnel } from '@/lib/server'
import { readBrand } from '@/lib/server/read-brand'
import { respondInSession } from '@/lib/server/web'
import { requireTaken } from '@/lib/web/require-taken'
import { answer } from '@/lib/web/respond'

/** Puts an uploaded file to a field of a step. */
export function POST(request: Request) {
  return respondInSession(request, async ({ id, identity, scope }) => {
    const document = await readJson(request, attachDocumentRequestSchema)
    if (scope && (document.step_id !== scope.step_id || document.field !== scope.field)) throw new KycError('FORBIDDEN')
    const port = await backend()
    await requireTaken(port, identity, document, readBrand(identity.brand).documents)
    const attached = await port.attachDocument(identity, document, idempotencyKey(request))
    if (attached.ok) funnel().proceed(id, document.step_id, 'began')
    return answer(attached)
  })
}
