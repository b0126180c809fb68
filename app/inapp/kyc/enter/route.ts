import { TOKEN_PARAM } from '@/lib/contract/host/token'
import { readText } from '@/lib/http/request-body'
import { acceptedLanguages } from '@/lib/i18n/languages'
import { backend } from '@/lib/server'
import { redeemer, respond, sessions } from '@/lib/server/web'
import { enter } from '@/lib/web/enter'
import { requireSameOrigin } from '@/lib/web/guard'

/** A token is at most 4 kB; with the rest of the form this is generous. */
const MAX_FORM_BYTES = 16 * 1024

/** Spends the token that the shell's form carries, and goes on to the screen without it. */
export function POST(request: Request) {
  return respond(async () => {
    requireSameOrigin(request)
    const form = new URLSearchParams(await readText(request, MAX_FORM_BYTES))
    const entrance = await enter(form.get(TOKEN_PARAM), form.get('next') ?? '/inapp/kyc', {
      redeem: redeemer(),
      backend: await backend(),
      live: await sessions().of(request),
      clock: () => new Date(),
      languages: acceptedLanguages(request.headers.get('accept-language')),
    })
    const headers = new Headers({
      location: entrance.location,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    if (entrance.outcome === 'entered') headers.append('set-cookie', await sessions().seal(entrance.session))
    return new Response(null, { status: 303, headers })
  })
}
