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
}

/** Spends a token with the redeemer that fits it: a link and a handoff are the embedded backend's, a JWT the provider's. */
export function createRedeemer({ embedded, contract, sso }: Redeemers): Redeemer {
  return (token) => {
    if (tokenKind(token)) return embedded(token)
    return sso && isJwtShaped(token) ? sso(token) : contract(token)
  }
}
