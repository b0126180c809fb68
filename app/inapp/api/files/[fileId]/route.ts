import { backend } from '@/lib/server'
import { requireSession } from '@/lib/session/guard'
import { fileResponse, respond } from '@/lib/session/respond'

/** The person's own file, for a preview. */
export function GET(request: Request, { params }: { params: Promise<{ fileId: string }> }) {
  return respond(async () => {
    const { identity } = await requireSession(request)
    return fileResponse(await (await backend()).readFile(identity, (await params).fileId))
  })
}
