import { tokenKind } from '@/lib/contract/host/token'
import { createCrmRedeemer } from './crm'
import { createCtidRedeemer } from './ctid'
import { type Redeemer, type ReportRefusal, WHY } from './redeemer'
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
  /** Tells the operator why a token was refused. */
  report: ReportRefusal
}

/**
 * Spends a token with the redeemer that fits it: a link and a handoff are the embedded backend's, a JWT the provider's.
 * Refuses people of brands that nobody has set up.
 */
export function createRedeemer({ embedded, contract, sso, brands, report }: Redeemers): Redeemer {
  const redeemerOf = (token: string): { redeem: Redeemer; kind: string } => {
    const own = tokenKind(token)
    if (own) return { redeem: embedded, kind: own }
    return sso && isJwtShaped(token) ? { redeem: sso, kind: 'sso' } : { redeem: contract, kind: 'platform' }
  }
  return async (token) => {
    const { redeem, kind } = redeemerOf(token)
    const redemption = await redeem(token)
    if (!redemption.ok) {
      report({ code: redemption.code, kind }, `A token was refused: ${redemption.why ?? WHY[redemption.code]}.`)
      return redemption
    }
    const { brand } = redemption.identity
    if (brands.has(brand)) return redemption
    report({ code: 'TOKEN_INVALID', kind, brand }, UNKNOWN_BRAND)
    return { ok: false, code: 'TOKEN_INVALID', customer: null }
  }
}
