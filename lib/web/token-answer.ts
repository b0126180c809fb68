import 'server-only'
import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import { documentFieldsOf } from '@/lib/contract/document-fields'
import { KycError } from '@/lib/contract/errors'
import type { KycStatusWord, ValidToken } from '@/lib/contract/host/ctrader'
import { tokenKind } from '@/lib/contract/host/token'
import { LEVELS, levelName } from '@/lib/contract/levels/levels'
import type { TokenRefusal } from './redeem/redeemer'

type Manager = {
  tokens: {
    redeem: (token: string) => Promise<{ ok: true; value: { identity: Identity } } | { ok: false; code: TokenRefusal }>
  }
  customers: {
    read: (customer: Identity) => Promise<CustomerKyc>
    kycStatus: (customer: Identity) => Promise<KycStatusWord>
  }
}

/**
 * Spends a token and answers as cTrader's contract has it: who it is, where their KYC stands, what is missing.
 * @param namesBrand whether the answer names this brand, which cTrader's contract does not know.
 */
export async function tokenAnswer(
  manager: Manager,
  token: string,
  namesBrand: (brand: string) => boolean = () => false,
): Promise<ValidToken | { valid: false; code: TokenRefusal }> {
  // A link or a handoff is spent by a person's press on Continue, and by nothing else.
  if (tokenKind(token)) return { valid: false, code: 'TOKEN_INVALID' }
  const redeemed = await manager.tokens.redeem(token)
  if (!redeemed.ok) return { valid: false, code: redeemed.code }
  const { identity } = redeemed.value
  const kyc = await readOrNull(manager, identity)
  return {
    valid: true,
    userId: Number(identity.customer_id),
    email: identity.email,
    tradingLogin: Number(identity.trading_login),
    kycStatus: await manager.customers.kycStatus(identity),
    kycLevel: levelName(kyc?.level || LEVELS.basic),
    requiredDocuments: kyc ? missingDocuments(kyc) : [],
    ...(namesBrand(identity.brand) && { brand: identity.brand }),
  }
}

async function readOrNull(manager: Manager, identity: Identity): Promise<CustomerKyc | null> {
  try {
    return await manager.customers.read(identity)
  } catch (thrown) {
    if (thrown instanceof KycError && thrown.code === 'NOT_FOUND') return null
    throw thrown
  }
}

const WANTING: readonly CustomerKyc['steps'][number]['status'][] = ['required', 'rejected', 'expired']

/** The codes of the steps that still want a document. */
function missingDocuments({ steps }: CustomerKyc): string[] {
  const wanting = steps.filter(({ status }) => WANTING.includes(status))
  return wanting.filter((step) => documentFieldsOf(step).some(({ field }) => field.required)).map(({ code }) => code)
}
