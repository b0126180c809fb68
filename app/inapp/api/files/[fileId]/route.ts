import { backend } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { fileResponse } from '@/lib/web/respond'

/** The person's own file, for a preview. */
export function GET(request: Request, { params }: { params: Promise<{ fileId: string }> }) {
  return respondInSession(request, async ({ identity }) => {
    return fileResponse(await (await backend()).readFile(identity, (await params).fileId))
  })
}
