import { renewSessionRequestSchema } from '@/lib/contract/host/session'
import { readJson } from '@/lib/http/request-body'
import { chooseLanguage } from '@/lib/i18n/languages'
import { backend, manager } from '@/lib/server'
import { respondInSession, sessions } from '@/lib/server/web'
import type { Session } from '@/lib/web/session'

/**
 * The person is active, so the session lasts on. It is a call of its own, made by a page that is seen, because a
 * cookie on every answer could bring a person back whose place another has taken in the meantime.
 */
export function POST(request: Request) {
  return respondInSession(request, async (before) => {
    const { lang } = await readJson(request, renewSessionRequestSchema)
    const session = { ...(lang === undefined ? before : readIn(before, lang)), renewal: before.renewal + 1 }
    // Emails are written in the language that was chosen last.
    if (lang !== undefined) await (await backend()).open(session.identity, session.level)
    const { endOf, seal } = sessions()
    return Response.json(
      { ends_at: endOf(session) },
      { headers: { 'cache-control': 'no-store', 'set-cookie': await seal(session) } },
    )
  })
}

/** The person signs out: the session has ended, whoever has its cookie. */
export function DELETE(request: Request) {
  return respondInSession(request, async ({ id }) => {
    await (await manager()).sessions.end(id)
    return Response.json(
      { ended: true },
      { headers: { 'cache-control': 'no-store', 'set-cookie': sessions().cleared } },
    )
  })
}

function readIn(session: Session, tag: string): Session {
  const language = chooseLanguage([tag])
  return { ...session, lang: language, identity: { ...session.identity, language } }
}
