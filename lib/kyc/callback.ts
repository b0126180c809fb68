import { KYC_STATUS_OF, type StatusCallback, statusCallbackSchema } from '@/lib/contract/ctrader'
import { LEVEL_TERMS, levelName } from '@/lib/contract/levels'
import { PROFILE_STATUS, statusName } from '@/lib/contract/statuses'
import type { ProfileRow } from '@/lib/database/schema'

const TIMEOUT_MS = 10_000

type Told = Pick<ProfileRow, 'status' | 'level' | 'required_level' | 'trading_login'>

/**
 * What cTrader is told of a profile: seed 1's body. Null for a customer without a numeric trading login,
 * for whom the contract has no place. `kycLevel` is the level that the status speaks of (reached when
 * approved, else asked for); the limits are those of the level that holds now.
 * @param at when it was decided, ISO 8601 in UTC.
 */
export function statusCallback(profile: Told, at: string): StatusCallback | null {
  const status = statusName(PROFILE_STATUS, profile.status) ?? 'none'
  const body = statusCallbackSchema.safeParse({
    tradingLogin: Number(profile.trading_login ?? Number.NaN),
    kycStatus: KYC_STATUS_OF[status],
    kycLevel: levelName(status === 'approved' ? profile.level || profile.required_level : profile.required_level),
    verificationDate: at,
    accountLimits: LEVEL_TERMS[levelName(profile.level)].limits,
    timestamp: at,
  })
  return body.success ? body.data : null
}

type Receiver = { url: string; token: string; fetch: typeof globalThis.fetch }

/** Sends a row's body to cTrader. Any answer but 2xx counts as not delivered, and throws. */
export function createCallbackDelivery({ url, token, fetch }: Receiver): (row: { body: string }) => Promise<void> {
  return async ({ body }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`The receiver answered ${response.status}`)
  }
}
