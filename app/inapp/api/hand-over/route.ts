import { uploadScopeSchema } from '@/lib/contract/handoff'
import { readJson } from '@/lib/http/request-body'
import { beginHandoff } from '@/lib/web/handoff'
import { answer, respondInSession } from '@/lib/web/respond'

/** A one-time link with which a phone goes on with one upload. */
export function POST(request: Request) {
  return respondInSession(request, async (session) => {
    const scope = await readJson(request, uploadScopeSchema)
    return answer({ ok: true, value: await beginHandoff(session, scope) })
  })
}
