import { type DocumentPurpose, purposeOf } from '@/lib/contract/documents'
import { type ValidToken, validateTokenAnswerSchema } from '@/lib/contract/host/ctrader'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import { mismatchOf, type Redeemer, reasonOf, type TokenRefusal, unavailable } from './redeemer'

const REFUSALS: ReadonlySet<string> = new Set<TokenRefusal>([
  'TOKEN_USED',
  'TOKEN_EXPIRED',
  'TOKEN_INVALID',
  'TOKEN_MALFORMED',
])
const TIMEOUT_MS = 10_000

/**
 * `POST /api/validate-token` on the broker's CRM (docs/requirements/ctrader.md#token-validation). Any other answer than
 * the contract's counts as "not reachable": a person can try again, and nobody is taken for somebody else.
 */
export function createCrmRedeemer({
  url,
  brand,
  fetch,
}: {
  url: string
  brand: string
  fetch: typeof globalThis.fetch
}): Redeemer {
  return async (token) => {
    const address = new URL('/api/validate-token', url)
    const failed = (what: string) => unavailable(`POST ${address.origin}${address.pathname} ${what}`)
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ token }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      })
      if (response.status >= 500) return failed(`answered ${response.status}`)
      const answer = validateTokenAnswerSchema.safeParse(await response.json())
      if (!answer.success) return failed(`answered ${response.status}, but ${mismatchOf(answer.error)}`)
      // A refusal of the request itself lets nobody in, whatever its body says.
      if (answer.data.valid && !response.ok) return failed(`answered ${response.status}, but valid: true`)
      if (answer.data.valid) return { ok: true, ...personOf(answer.data, brand) }
      return { ok: false, code: refusalOf(answer.data.code), customer: null }
    } catch (error) {
      return failed(`failed: ${reasonOf(error)}`)
    }
  }
}

function personOf(answer: ValidToken, brand: string) {
  return {
    identity: {
      customer_id: String(answer.userId),
      brand: answer.brand ?? brand,
      email: answer.email ?? null,
      trading_login: answer.tradingLogin == null ? null : String(answer.tradingLogin),
    },
    level: levelOf(answer.requiredDocuments ?? []),
  }
}

/** `kycLevel` is the level reached; the missing documents show which one is asked for (docs/requirements/ctrader.md). */
function levelOf(requiredDocuments: string[]): RequestableLevel | null {
  const purposes = requiredDocuments.map(purposeOf)
  const asks = (...wanted: DocumentPurpose[]) => wanted.some((purpose) => purposes.includes(purpose))
  if (asks('source_of_funds', 'tax_identification')) return 'enhanced'
  return asks('identity', 'address') ? 'standard' : null
}

function refusalOf(code: string | undefined): TokenRefusal {
  return code !== undefined && REFUSALS.has(code) ? (code as TokenRefusal) : 'TOKEN_INVALID'
}
