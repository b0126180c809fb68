import { uploadScopeSchema } from '@/lib/contract/hand-over'
import { readJson } from '@/lib/http/request-body'
import { beginHandOver } from '@/lib/web/hand-over'
import { answer, respondInSession } from '@/lib/web/respond'

/** A one-time link with which a phone goes on with one upload. */
export function POST(request: Request) {
  return respondInSession(request, async (session) => {
    const scope = await readJson(request, uploadScopeSchema)
    return answer({ ok: true, value: await beginHandOver(session, scope) })
  })
}
