import { KYC_STATUS_OF, type StatusCallback, statusCallbackSchema } from '@/lib/contract/host/ctrader'
import { LEVEL_TERMS, levelName } from '@/lib/contract/levels/levels'
import { PROFILE_STATUS, statusName } from '@/lib/contract/statuses'
import type { ProfileRow } from '@/lib/database/schema'
import { defineJob } from '@/lib/jobs/job'
import type { Change, Context, Delivery } from '../context'
import { DELIVERY_POLICY, postJson, requireReceiver } from './receiver'

/** Tells cTrader what a profile has become. */
export const callbackJob = defineJob({
  kind: 'ctrader.kyc-status',
  input: statusCallbackSchema,
  ...DELIVERY_POLICY,
  handle: ({ receivers }: Context, body, { id, customer_id }) =>
    requireReceiver(receivers.callback)({ id, customer_id, body: JSON.stringify(body) }),
})

/** Leaves cTrader's callback to be delivered. Nothing for somebody whom cTrader knows by no number. */
export async function enqueueCallback(change: Change, profile: ProfileRow): Promise<void> {
  const input = change.receivers.callback && statusCallback(profile, change.now)
  if (!input) return
  const { customer_id, version } = profile
  await change.enqueue(callbackJob, { input, customer_id, position: version })
}

type Told = Pick<ProfileRow, 'status' | 'level' | 'required_level' | 'trading_login'>

/**
 * What cTrader is told of a profile: the body of its contract. Null for a customer without a numeric trading login,
 * for whom the contract has no place. `kycLevel` is the level that the status speaks of (reached when
 * approved, else asked for); the limits are those of the level that holds now.
 * @param at when it was decided, ISO 8601 in UTC.
 */
export function statusCallback(profile: Told, at: string): StatusCallback | null {
  const status = statusName(PROFILE_STATUS, profile.status)
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

/** Sends callbacks to cTrader. */
export function createCallbackDelivery({
  url,
  token,
  fetch,
}: Receiver): (delivery: Pick<Delivery, 'body'>) => Promise<void> {
  return ({ body }) => postJson({ url, headers: { authorization: `Bearer ${token}` }, body, fetch })
}
