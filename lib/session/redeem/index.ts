import 'server-only'
import { env } from '@/lib/env'
import { brand, manager } from '@/lib/server'
import { createCrmRedeemer } from './crm'
import { createCtidRedeemer } from './ctid'
import type { Redeemer } from './redeemer'

/** The redeemer that the configuration chooses. */
export function chooseRedeemer(): Redeemer {
  const { KYC_TOKEN_CONTRACT: contract, KYC_TOKEN_URL: url } = env()
  if (contract === 'crm' && url) return createCrmRedeemer({ url, brand: brand(), fetch })
  if (contract === 'ctid' && url) return createCtidRedeemer({ url, brand: brand(), fetch })
  return redeemEmbedded
}

const redeemEmbedded: Redeemer = async (token) => {
  const redeemed = await (await manager()).tokens.redeem(token)
  return redeemed.ok
    ? { ok: true, identity: redeemed.value.identity, level: redeemed.value.kyc_type }
    : { ok: false, code: redeemed.code, customer_id: redeemed.customer_id }
}
