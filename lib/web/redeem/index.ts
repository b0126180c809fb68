import 'server-only'
import { tokenKind } from '@/lib/contract/token'
import { env } from '@/lib/env'
import { brand, manager } from '@/lib/server'
import { createCrmRedeemer } from './crm'
import { createCtidRedeemer } from './ctid'
import type { Redeemer } from './redeemer'
import { createSsoRedeemer, isJwtShaped } from './sso'

/**
 * The redeemer that fits a token: the manager's for a link that it made or a hand-over to a phone, the identity provider's for a JWT where one
 * is configured, else the chosen contract's.
 */
export function chooseRedeemer(): Redeemer {
  const contract = chooseContract()
  const sso = chooseSso()
  return (token) => {
    if (tokenKind(token)) return redeemEmbedded(token)
    return sso && isJwtShaped(token) ? sso(token) : contract(token)
  }
}

function chooseContract(): Redeemer {
  const { KYC_TOKEN_CONTRACT: contract, KYC_TOKEN_URL: url } = env()
  if (contract === 'crm' && url) return createCrmRedeemer({ url, brand: brand(), fetch })
  if (contract === 'ctid' && url) return createCtidRedeemer({ url, brand: brand(), fetch })
  return redeemEmbedded
}

let openedSso: Redeemer | undefined

/** Made once: it keeps the provider's keys. */
function chooseSso(): Redeemer | undefined {
  const { KYC_SSO_JWKS_URL: jwksUrl, KYC_SSO_ISSUER: issuer, KYC_SSO_AUDIENCE: audience } = env()
  if (!jwksUrl || !issuer || !audience) return undefined
  openedSso ??= createSsoRedeemer({ jwksUrl, issuer, audience, brand: brand(), fetch, clock: () => new Date() })
  return openedSso
}

const redeemEmbedded: Redeemer = async (token) => {
  const redeemed = await (await manager()).tokens.redeem(token)
  return redeemed.ok
    ? {
        ok: true,
        identity: redeemed.value.identity,
        level: redeemed.value.kyc_type,
        scope: redeemed.value.scope ?? null,
      }
    : { ok: false, code: redeemed.code, customer_id: redeemed.customer_id }
}
