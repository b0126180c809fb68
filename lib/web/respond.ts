import 'server-only'
import type { OutgoingFile, Result } from '@/lib/backend/port'
import { errorResponse, KycError } from '@/lib/contract/errors'
import { requestId } from '@/lib/http/request-id'
import type { RequireSession } from './guard'
import type { Session } from './session'

type Write = (facts: object, text: string) => void
type RespondWith = {
  log: { error: Write; warn: Write }
  requireSession: RequireSession
  countRefusal: (refusal: { code: string; reason?: string | undefined }) => void
}

/** Makes what every route of the screens runs its work in. */
export function createResponders({ log, requireSession, countRefusal }: RespondWith) {
  /** Runs a route's work. A refusal becomes its error body; a bug is logged once and answered as INTERNAL. */
  async function respond(work: () => Promise<Response>): Promise<Response> {
    try {
      return await work()
    } catch (thrown) {
      const id = requestId()
      countRefusal(refusalOf(thrown))
      if (!(thrown instanceof KycError)) log.error({ err: thrown, requestId: id }, 'request failed')
      else if (thrown.cause) log.warn({ err: thrown.cause, code: thrown.code, requestId: id }, 'request refused')
      return errorResponse(thrown, id)
    }
  }
  /** `respond` for the person of the session; refused without one. */
  function respondInSession(request: Request, work: (session: Session) => Promise<Response>): Promise<Response> {
    return respond(async () => work(await requireSession(request)))
  }
  return { respond, respondInSession }
}

/** What of a refusal may be counted: of a picture what was wrong with it; other reasons may be somebody's own words. */
function refusalOf(thrown: unknown): { code: string; reason?: string | undefined } {
  if (!(thrown instanceof KycError)) return { code: 'INTERNAL' }
  const { code, details } = thrown
  return code === 'DOCUMENT_QUALITY_LOW' ? { code, reason: details.reason } : { code }
}

/** A port's result as JSON; its refusal is thrown to `respond`. */
export function answer<Value>(result: Result<Value>): Response {
  if (!result.ok) throw result.error
  return Response.json(result.value, { headers: { 'cache-control': 'no-store' } })
}

/** A stored file as a download that no browser interprets as a page. */
export function fileResponse(result: Result<OutgoingFile>): Response {
  if (!result.ok) throw result.error
  const { bytes, content_type, file_size } = result.value
  return new Response(bytes, {
    headers: {
      'content-type': content_type,
      'content-length': String(file_size),
      'cache-control': 'private, no-store',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    },
  })
}
