import { KYC_STATUS_OF, type StatusCallback, statusCallbackSchema } from '@/lib/contract/host/ctrader'
import type { AccountLimits } from '@/lib/contract/levels/account-limits'
import { levelName } from '@/lib/contract/levels/levels'
import { limitsOf } from '@/lib/contract/levels/limits-of'
import { PROFILE_STATUS, statusName } from '@/lib/contract/statuses'
import type { ProfileRow } from '@/lib/database/schema'
import { defineJob } from '@/lib/jobs/job'
import type { Change, Context, Delivery } from '../context'
import { DELIVERY_POLICY, postJson, requireReceiver } from './receiver'

/** Notifies cTrader of the status of a profile. */
export const callbackJob = defineJob({
  kind: 'ctrader.kyc-status',
  input: statusCallbackSchema,
  ...DELIVERY_POLICY,
  handle: ({ receivers }: Context, body, { id, customer_id }) =>
    requireReceiver(receivers.callback)({ id, customer_id, body: JSON.stringify(body) }),
})

/** Enqueues cTrader's callback. Does nothing for customers without a numeric trading login, or without terms. */
export async function enqueueCallback(change: Change, profile: ProfileRow): Promise<void> {
  const limits = limitsOf(change.terms(profile.brand), levelName(profile.level))
  const input = change.receivers.callback && limits && statusCallback(profile, change.now, limits)
  if (!input) return
  const { customer_id, version } = profile
  await change.enqueue(callbackJob, { input, customer_id, position: version })
}

type Reported = Pick<ProfileRow, 'status' | 'level' | 'required_level' | 'trading_login'>

/**
 * The body of the status callback, as cTrader's contract defines it. Null for a customer without a numeric trading
 * login, which the contract requires. `kycLevel` is the level that the status refers to: the level reached if approved,
 * the required one otherwise.
 * @param at the time of the decision, ISO 8601 in UTC.
 * @param limits those of the level reached so far.
 */
export function statusCallback(profile: Reported, at: string, limits: AccountLimits): StatusCallback | null {
  const status = statusName(PROFILE_STATUS, profile.status)
  const body = statusCallbackSchema.safeParse({
    tradingLogin: Number(profile.trading_login ?? Number.NaN),
    kycStatus: KYC_STATUS_OF[status],
    kycLevel: levelName(status === 'approved' ? profile.level || profile.required_level : profile.required_level),
    verificationDate: at,
    accountLimits: limits,
    timestamp: at,
  })
  return body.success ? body.data : null
}

type Receiver = { url: string; token: string; fetch: typeof globalThis.fetch }

/** Creates the receiver that posts callbacks to cTrader. */
export function createCallbackDelivery({
  url,
  token,
  fetch,
}: Receiver): (delivery: Pick<Delivery, 'body'>) => Promise<void> {
  return ({ body }) => postJson({ url, headers: { authorization: `Bearer ${token}` }, body, fetch })
}
