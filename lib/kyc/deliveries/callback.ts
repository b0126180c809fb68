import { type StatusCallback, statusCallbackSchema } from '@/lib/contract/host/ctrader'
import type { AccountLimits } from '@/lib/contract/levels/account-limits'
import { LEVELS, levelName } from '@/lib/contract/levels/levels'
import { limitsOf, NOTHING } from '@/lib/contract/levels/limits-of'
import { RISK_LEVEL } from '@/lib/contract/statuses'
import type { JobRow, ProfileRow } from '@/lib/database/schema'
import { defineJob } from '@/lib/jobs/job'
import type { Change, Context, Delivery } from '../context'
import { loginsOf } from '../records/logins'
import { findProfile } from '../records/profiles'
import { DELIVERY_POLICY, postJson, requireReceiver } from './receiver'

/** Notifies cTrader of the status of a profile. */
export const callbackJob = defineJob({
  kind: 'ctrader.kyc-status',
  input: statusCallbackSchema,
  ...DELIVERY_POLICY,
  handle: ({ receivers }: Context, body, { id, brand, customer_id }) =>
    requireReceiver(receivers.callback)({ id, brand, customer_id, body: JSON.stringify(body) }),
})

/**
 * Enqueues cTrader's callbacks, one per trading login. Each login has an order of its own, so that one that cannot be
 * told does not hold up another. Does nothing for a brand without terms.
 */
export async function enqueueCallbacks(change: Change, profile: ProfileRow, only?: readonly string[]): Promise<void> {
  const limits = limitsFor(change, profile)
  if (!change.receivers.callback || !limits) return
  const { id, customer_id, version } = profile
  for (const login of only ?? (await loginsOf(change.tx, id))) {
    const input = statusCallback(profile, login, limits, change.now)
    if (input) await change.enqueue(callbackJob, { input, customer_id, position: version, recipient: login })
  }
}

/**
 * What a callback that could not be delivered says when it is replayed: the present state, so that it does not overwrite
 * a newer one at cTrader. Empty when it says nothing new.
 */
export async function presentCallback(
  change: Change,
  { brand, customer_id, input }: Pick<JobRow, 'brand' | 'customer_id' | 'input'>,
): Promise<Partial<Pick<JobRow, 'input' | 'position'>>> {
  const profile = await findProfile(change.tx, brand, customer_id)
  const limits = profile && limitsFor(change, profile)
  const { tradingLogin } = statusCallbackSchema.parse(JSON.parse(input))
  const body = limits && statusCallback(profile, String(tradingLogin), limits, change.now)
  return body ? { input: JSON.stringify(body), position: profile.version } : {}
}

/** The limits of the level held. Null for a brand without terms. */
function limitsFor(
  { terms }: Pick<Change, 'terms'>,
  { brand, level, risk_level }: Pick<ProfileRow, 'brand' | 'level' | 'risk_level'>,
): AccountLimits | null {
  return risk_level === RISK_LEVEL.prohibited ? NOTHING : limitsOf(terms(brand), levelName(level))
}

type Reported = Pick<ProfileRow, 'kyc_status' | 'level' | 'required_level' | 'verification_date'>

/**
 * The body of the status callback, as cTrader's contract defines it. Null for a login that is no number, which the
 * contract requires. `kycLevel` is the level that the status refers to: the level held if approved, the required one
 * otherwise, and basic for a customer of whom no level was ever required.
 * @param limits those of the level held.
 * @param at when it is told, ISO 8601 in UTC.
 */
export function statusCallback(
  profile: Reported,
  login: string,
  limits: AccountLimits,
  at: string,
): StatusCallback | null {
  if (!/^\d{1,15}$/.test(login)) return null
  const { kyc_status, level, required_level, verification_date } = profile
  const spokenOf = (kyc_status === 'approved' && level) || required_level || LEVELS.basic
  return statusCallbackSchema.parse({
    tradingLogin: Number(login),
    kycStatus: kyc_status,
    kycLevel: levelName(spokenOf),
    verificationDate: verification_date,
    accountLimits: limits,
    timestamp: at,
  })
}

type Server = { url: string; token: string }
type CallbacksWith = Server & {
  /** Brands with a cTrader server of their own, where other people may have the same logins. */
  brands?: readonly (Server & { brand: string })[]
  fetch: typeof globalThis.fetch
}

/** Creates the receiver that posts callbacks to the cTrader server of their brand. */
export function createCallbackDelivery({ brands = [], fetch, ...others }: CallbacksWith) {
  return ({ brand, body }: Pick<Delivery, 'brand' | 'body'>): Promise<void> => {
    const { url, token } = brands.find((own) => own.brand === brand) ?? others
    return postJson({ url, headers: { authorization: `Bearer ${token}` }, body, fetch })
  }
}
