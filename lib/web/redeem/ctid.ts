import { redeemedTokenSchema } from '@/lib/contract/host/ctrader'
import { mismatchOf, type Redeemer, reasonOf, unavailable } from './redeemer'

const TIMEOUT_MS = 10_000

/**
 * cTrader's newer contract: `POST /ctid2/inAppToken/redeem?token=…` with the token in the body too.
 * It answers 404 alike for an unknown, an expired and a used token.
 */
export function createCtidRedeemer({
  url,
  brand,
  fetch,
}: {
  url: string
  brand: string
  fetch: typeof globalThis.fetch
}): Redeemer {
  return async (token) => {
    const address = new URL('/ctid2/inAppToken/redeem', url)
    const failed = (what: string) => unavailable(`POST ${address.origin}${address.pathname} ${what}`)
    try {
      address.searchParams.set('token', token)
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ token }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      })
      if (response.status === 404) return { ok: false, code: 'TOKEN_INVALID', customer: null }
      if (!response.ok) return failed(`answered ${response.status}`)
      const answer = redeemedTokenSchema.safeParse(await response.json())
      if (!answer.success) return failed(`answered ${response.status}, but ${mismatchOf(answer.error)}`)
      const { userId, email, tradingLogin } = answer.data
      return {
        ok: true,
        identity: {
          customer_id: String(userId),
          brand,
          email: email ?? null,
          trading_login: tradingLogin == null ? null : String(tradingLogin),
        },
        level: null,
      }
    } catch (error) {
      return failed(`failed: ${reasonOf(error)}`)
    }
  }
}
