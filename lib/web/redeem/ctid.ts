import { redeemedTokenSchema } from '@/lib/contract/host/ctrader'
import type { Redeemer } from './redeemer'

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
    try {
      const address = new URL('/ctid2/inAppToken/redeem', url)
      address.searchParams.set('token', token)
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ token }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      })
      if (response.status === 404) return { ok: false, code: 'TOKEN_INVALID', customer: null }
      if (!response.ok) return { ok: false, code: 'BACKEND_UNAVAILABLE', customer: null }
      const { userId, email, tradingLogin } = redeemedTokenSchema.parse(await response.json())
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
    } catch {
      return { ok: false, code: 'BACKEND_UNAVAILABLE', customer: null }
    }
  }
}
