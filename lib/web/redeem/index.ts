import { tokenKind } from '@/lib/contract/host/token'
import { createCrmRedeemer } from './crm'
import { createCtidRedeemer } from './ctid'
import type { Redeemer, TokenRefusal } from './redeemer'
import { isJwtShaped } from './sso'

/** The contracts under which a platform's server redeems tokens, by their names in `KYC_TOKEN_CONTRACT`. */
export const TOKEN_CONTRACTS = { crm: createCrmRedeemer, ctid: createCtidRedeemer } as const

const UNKNOWN_BRAND =
  'A token was refused: its brand is not set up. Add it to KYC_BRANDS_FILE or KYC_MANAGER_KEYS, or correct the sender.'

type Redeemers = {
  /** For tokens that the embedded backend issued itself. */
  embedded: Redeemer
  /** The deployment's contract with the platform. */
  contract: Redeemer
  /** Where an identity provider's JWTs are accepted. */
  sso: Redeemer | null
  /** The brands of this deployment. */
  brands: ReadonlySet<string>
  /** Tells the operator why a token was refused, where that is theirs to know. */
  report: (facts: { code: TokenRefusal; brand?: string }, why: string) => void
}

/**
 * Spends a token with the redeemer that fits it: a link and a handoff are the embedded backend's, a JWT the provider's.
 * Refuses people of brands that nobody has set up.
 */
export function createRedeemer({ embedded, contract, sso, brands, report }: Redeemers): Redeemer {
  const redeemerOf = (token: string) => {
    if (tokenKind(token)) return embedded
    return sso && isJwtShaped(token) ? sso : contract
  }
  return async (token) => {
    const redemption = await redeemerOf(token)(token)
    if (!redemption.ok) {
      if (redemption.why) report({ code: redemption.code }, `A token was refused: ${redemption.why}.`)
      return redemption
    }
    const { brand } = redemption.identity
    if (brands.has(brand)) return redemption
    report({ code: 'TOKEN_INVALID', brand }, UNKNOWN_BRAND)
    return { ok: false, code: 'TOKEN_INVALID', customer: null }
  }
}
