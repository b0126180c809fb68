import 'server-only'
import { KYC_STATUS_OF, type ValidToken } from '@/lib/contract/ctrader'
import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { LEVELS, levelName } from '@/lib/contract/levels'
import { tokenKind } from '@/lib/contract/token'
import type { TokenRefusal } from './redeem/redeemer'

type Manager = {
  tokens: {
    redeem: (token: string) => Promise<{ ok: true; value: { identity: Identity } } | { ok: false; code: TokenRefusal }>
  }
  customers: { read: (customer: Identity) => Promise<CustomerKyc> }
}

/** Spends a token and answers as seed 1 has it: who it is, where their KYC stands and which documents are missing. */
export async function tokenAnswer(
  manager: Manager,
  token: string,
): Promise<ValidToken | { valid: false; code: TokenRefusal }> {
  // Links and phones are let in by a person's press alone.
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
    kycStatus: KYC_STATUS_OF[kyc?.status ?? 'none'],
    kycLevel: levelName(kyc?.level || LEVELS.basic),
    requiredDocuments: kyc ? missingDocuments(kyc) : [],
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

/** The codes of the steps that still want a document. */
function missingDocuments({ steps }: CustomerKyc): string[] {
  const wanting = steps.filter(({ status }) => status === 'required' || status === 'rejected' || status === 'expired')
  return wanting
    .filter((step) =>
      (step.form_schema.sections ?? []).some((section) =>
        section.fields?.some((field) => field.type === 'file_reference' && field.required),
      ),
    )
    .map((step) => step.code)
}
