import { tokenKind } from '@/lib/contract/host/token'
import { createCrmRedeemer } from './crm'
import { createCtidRedeemer } from './ctid'
import type { Redeemer } from './redeemer'
import { isJwtShaped } from './sso'

/** The contracts under which a platform's server redeems tokens, by their names in `KYC_TOKEN_CONTRACT`. */
export const TOKEN_CONTRACTS = { crm: createCrmRedeemer, ctid: createCtidRedeemer } as const

type Redeemers = {
  /** For tokens that the embedded backend issued itself. */
  embedded: Redeemer
  /** The deployment's contract with the platform. */
  contract: Redeemer
  /** Where an identity provider's JWTs are accepted. */
  sso: Redeemer | null
  /** The brands of this deployment. */
  brands: ReadonlySet<string>
  /** Called with the brand of a token that names none of them. */
  reportUnknown: (brand: string) => void
}

/**
 * Spends a token with the redeemer that fits it: a link and a handoff are the embedded backend's, a JWT the provider's.
 * Refuses people of brands that nobody has set up.
 */
export function createRedeemer({ embedded, contract, sso, brands, reportUnknown }: Redeemers): Redeemer {
  const redeemerOf = (token: string) => {
    if (tokenKind(token)) return embedded
    return sso && isJwtShaped(token) ? sso : contract
  }
  return async (token) => {
    const redemption = await redeemerOf(token)(token)
    if (!redemption.ok || brands.has(redemption.identity.brand)) return redemption
    reportUnknown(redemption.identity.brand)
    return { ok: false, code: 'TOKEN_INVALID', customer: null }
  }
}
