import { uploadScopeSchema } from '@/lib/contract/host/handoff'
import { readJson } from '@/lib/http/request-body'
import { manager } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { beginHandoff } from '@/lib/web/handoff'
import { answer } from '@/lib/web/respond'

/** A one-time link with which a phone goes on with one upload. */
export function POST(request: Request) {
  return respondInSession(request, async (session) => {
    const scope = await readJson(request, uploadScopeSchema)
    return answer({ ok: true, value: await beginHandoff((await manager()).tokens, session, scope) })
  })
}
