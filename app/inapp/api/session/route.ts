import { respondInSession } from '@/lib/session/respond'
import { sessionCookie } from '@/lib/session/session'

/**
 * A sign of life: the session lasts on. It is a call of its own, made by a page that is seen, because a
 * cookie on every answer could bring a person back whose place another has taken in the meantime.
 */
export function POST(request: Request) {
  return respondInSession(request, async (session) =>
    Response.json(
      { ok: true },
      { headers: { 'cache-control': 'no-store', 'set-cookie': await sessionCookie(session) } },
    ),
  )
}
