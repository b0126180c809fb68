import { ERROR_CODES, type ScreenProblem } from '@/lib/contract/error-codes'
import { PROBLEM_PARAM, TOKEN_PARAM } from '@/lib/contract/host/token'
import { readText } from '@/lib/http/request-body'
import { acceptedLanguages } from '@/lib/i18n/languages'
import { backend, log, manager, requireKeeping } from '@/lib/server'
import { levelByLink, ownUrl } from '@/lib/server/deployment'
import { readBrand } from '@/lib/server/read-brand'
import { redeemerFor, respond, sessions } from '@/lib/server/web'
import { destinationOf, enter } from '@/lib/web/enter'
import { refusalOfPlace } from '@/lib/web/place'
import { placePage } from '@/lib/web/place-page'

/** A token is at most 4 kB; with the rest of the form this is generous. */
const MAX_FORM_BYTES = 16 * 1024

/** Spends the token that the shell's form carries, and goes on to the screen without it; where that cannot be, a page says so. */
export async function POST(request: Request) {
  const answer = await respond(async () => {
    const form = new URLSearchParams(await readText(request, MAX_FORM_BYTES))
    const next = form.get('next') ?? '/inapp/kyc'
    const acceptLanguage = request.headers.get('accept-language')
    const refusal = refusalOfPlace(request, ownUrl())
    if (refusal) {
      log().warn({ code: refusal.problem }, refusal.advice)
      return placePage({ ...refusal, params: destinationOf(next).params, acceptLanguage, brand: readBrand() })
    }
    const entrance = await enter(form.get(TOKEN_PARAM), next, {
      redeem: redeemerFor(request),
      backend: await backend(),
      levelByLink: levelByLink(),
      live: await sessions().of(request),
      requireWritable: requireKeeping,
      epochOf: async (customer) => (await manager()).sessions.epochOf(customer),
      clock: () => new Date(),
      languages: acceptedLanguages(acceptLanguage),
      report: (facts, why) => log().warn(facts, why),
    })
    const entered = entrance.outcome === 'entered' ? await sessions().seal(entrance.session) : null
    return goTo(entrance.location, entered)
  })
  // Whoever posts a form reads what comes back.
  const isForCode = answer.headers.get('content-type')?.startsWith('application/json')
  if (!isForCode) return answer
  return goTo(`/inapp/kyc?${PROBLEM_PARAM}=${problemOf(answer.status)}`)
}

function problemOf(status: number): ScreenProblem {
  if (status === ERROR_CODES.TOO_MANY_REQUESTS.status) return 'TOO_MANY_REQUESTS'
  return status < 500 ? 'TOKEN_MALFORMED' : 'BACKEND_UNAVAILABLE'
}

/** The address of a page that said no, opened again. */
export function GET() {
  return goTo('/inapp/kyc')
}

function goTo(location: string, cookie: string | null = null): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  if (cookie) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}
