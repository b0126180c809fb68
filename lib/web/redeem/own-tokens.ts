import type { CustomerKey, Identity } from '@/lib/contract/customer'
import type { UploadScope } from '@/lib/contract/host/handoff'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import type { Redeemer, TokenRefusal } from './redeemer'

type Subject = { identity: Identity; kyc_type: RequestableLevel; scope?: UploadScope | null }
type RedeemToken = (
  token: string,
) => Promise<{ ok: true; value: Subject } | { ok: false; code: TokenRefusal; customer: CustomerKey | null }>

/** The embedded backend's own tokens: those of the sandbox, links and handoffs. */
export function createEmbeddedRedeemer(redeemToken: RedeemToken): Redeemer {
  return async (token) => {
    const redeemed = await redeemToken(token)
    if (!redeemed.ok) return redeemed
    const { identity, kyc_type, scope = null } = redeemed.value
    return { ok: true, identity, level: kyc_type, scope }
  }
}
