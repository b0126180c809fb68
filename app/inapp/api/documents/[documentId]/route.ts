import { backend } from '@/lib/server'
import { requireSession } from '@/lib/session/guard'
import { answer, respond } from '@/lib/session/respond'

/** Takes a document that has not been submitted out again. */
export function DELETE(request: Request, { params }: { params: Promise<{ documentId: string }> }) {
  return respond(async () => {
    const { identity } = await requireSession(request)
    return answer(await (await backend()).removeDocument(identity, (await params).documentId))
  })
}
