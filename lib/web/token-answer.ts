import 'server-only'
import type { CustomerKyc, CustomerStep, Identity } from '@/lib/contract/customer'
import { documentFieldsOf } from '@/lib/contract/document-fields'
import { purposeOf } from '@/lib/contract/documents'
import { KycError } from '@/lib/contract/errors'
import type { KycStatusWord, ValidToken } from '@/lib/contract/host/ctrader'
import { tokenKind } from '@/lib/contract/host/token'
import { LEVELS, levelName, type RequestableLevel } from '@/lib/contract/levels/levels'
import type { TokenRefusal } from './redeem/redeemer'

type AskingStep = Pick<CustomerStep, 'code' | 'form_schema'>
type Manager = {
  tokens: {
    redeem: (
      token: string,
    ) => Promise<
      { ok: true; value: { identity: Identity; kyc_type: RequestableLevel } } | { ok: false; code: TokenRefusal }
    >
  }
  customers: {
    read: (customer: Identity) => Promise<CustomerKyc>
    kycStatus: (customer: Identity) => Promise<KycStatusWord>
  }
  levelSteps: (brand: string, level: RequestableLevel) => Promise<AskingStep[]>
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
  const { identity, kyc_type } = redeemed.value
  const kyc = await readOrNull(manager, identity)
  return {
    valid: true,
    userId: Number(identity.customer_id),
    email: identity.email,
    tradingLogin: Number(identity.trading_login),
    kycStatus: await manager.customers.kycStatus(identity),
    kycLevel: levelName(kyc?.level || LEVELS.basic),
    requiredDocuments: requiredDocuments(kyc?.steps ?? [], await manager.levelSteps(identity.brand, kyc_type)),
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

const WANTING: readonly CustomerStep['status'][] = ['required', 'rejected', 'expired']

/** What is still missing: of the customer's own steps, and of those that the token's level adds when they open the screens. */
function requiredDocuments(own: readonly CustomerStep[], ofLevel: readonly AskingStep[]): string[] {
  const codes = new Set(own.map(({ code }) => code))
  const wanting = own.filter(({ status }) => WANTING.includes(status))
  const added = ofLevel.filter(({ code }) => !codes.has(code))
  return [...new Set([...wanting, ...added].flatMap(documentsOf))]
}

/**
 * A step in cTrader's words: its code if it is one of them, whether it takes a document or an answer such as a tax number;
 * otherwise what its required documents prove.
 */
function documentsOf(step: AskingStep): string[] {
  if (purposeOf(step.code)) return [step.code]
  const required = documentFieldsOf(step).filter(({ field }) => field.required)
  return required.map(({ purpose }) => (purpose === 'other' ? step.code : purpose))
}
