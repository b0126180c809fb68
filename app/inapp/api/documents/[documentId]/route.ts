import { backend } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { answer } from '@/lib/web/respond'

/** Takes a document that has not been submitted out again. */
export function DELETE(request: Request, { params }: { params: Promise<{ documentId: string }> }) {
  return respondInSession(request, async ({ identity }) => {
    return answer(await (await backend()).removeDocument(identity, (await params).documentId))
  })
}
