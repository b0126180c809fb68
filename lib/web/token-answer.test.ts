import { describe, expect, it } from 'vitest'
import { type CustomerKyc, type CustomerStep, customerKycSchema } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { newToken } from '@/lib/http/one-time-token'
import { newCustomer, openTestManager, submitStandard } from '@/lib/testing/manager'
import { tokenAnswer } from './token-answer'

const identity = { customer_id: '67890', brand: 'acme', email: 'ada@example.com', trading_login: '12345' }

const step = (code: string, status: CustomerStep['status'], required = true) => ({
  ...{ id: crypto.randomUUID(), code, title: code, level: 2, required: true, status, documents: [] },
  form_schema: { sections: [{ fields: [{ type: 'file_reference', name: 'document', label: 'Document', required }] }] },
  ...{ draft: null, answers: null, rejection: null, submitted_at: null, decided_at: null },
})

const kycWith = (steps: ReturnType<typeof step>[]): CustomerKyc =>
  customerKycSchema.parse({
    ...{ customer_id: '67890', brand: 'acme', email: null, status: 'pending', level: 1, required_level: 2 },
    ...{ version: 3, steps, timeline: [], approved_at: null },
  })

function managerWith(read: () => CustomerKyc) {
  const spent: string[] = []
  const manager = {
    tokens: {
      redeem: async (token: string) => {
        spent.push(token)
        return { ok: true, value: { identity, kyc_type: 'enhanced' } } as const
      },
    },
    customers: { read: async () => read(), kycStatus: async () => 'pending' as const },
    levelSteps: async () => [],
  }
  return { manager, spent }
}

describe('the answer to validate-token', () => {
  it('says who it is, where their KYC stands and which documents are missing', async () => {
    const steps = [
      step('identity', 'required'),
      step('address', 'rejected'),
      step('source_of_funds', 'pending'),
      step('personal', 'required', false),
    ]
    const { manager } = managerWith(() => kycWith(steps))
    expect(await tokenAnswer(manager, newToken(null))).toEqual({
      valid: true,
      userId: 67890,
      email: 'ada@example.com',
      tradingLogin: 12345,
      kycStatus: 'pending',
      kycLevel: 'basic',
      requiredDocuments: ['identity', 'address'],
    })
  })

  it.each([
    ['basic', []],
    ['standard', ['identity', 'address']],
    ['enhanced', ['identity', 'address', 'source_of_funds', 'tax_identification']],
  ] as const)('names what a %s token asks for before the person has opened the screens', async (kyc_type, missing) => {
    const { manager } = await openTestManager()
    const { token } = await manager.tokens.issue({ identity: { ...newCustomer(), customer_id: '67890' }, kyc_type })
    expect(await tokenAnswer(manager, token)).toMatchObject({ kycStatus: 'pending', requiredDocuments: missing })
  })

  it('names what the token’s level adds to what the person has begun', async () => {
    const { manager } = await openTestManager()
    const { customer, kyc } = await submitStandard(manager)
    expect(kyc.required_level).toBe(2)
    const answerTo = async (kyc_type: 'standard' | 'enhanced') => {
      const { token } = await manager.tokens.issue({ identity: customer, kyc_type })
      return tokenAnswer(manager, token)
    }
    expect(await answerTo('standard')).toMatchObject({ requiredDocuments: [] })
    expect(await answerTo('enhanced')).toMatchObject({ requiredDocuments: ['source_of_funds', 'tax_identification'] })
  })

  it('names what a step of the broker’s own asks for by what its documents prove', async () => {
    const { manager } = managerWith(() => kycWith([]))
    const prove = { type: 'file_reference', name: 'proof', required: true, purpose: 'address' } as const
    const own = [{ code: 'residence_check', form_schema: { sections: [{ fields: [prove] }] } }]
    const answer = await tokenAnswer({ ...manager, levelSteps: async () => own }, newToken(null))
    expect(answer).toMatchObject({ requiredDocuments: ['address'] })
  })

  it('does not take an outage for a person without KYC', async () => {
    const { manager } = managerWith(() => {
      throw new KycError('BACKEND_UNAVAILABLE')
    })
    await expect(tokenAnswer(manager, newToken(null))).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
  })

  it('spends neither the link of an email nor a handoff to a phone', async () => {
    const { manager, spent } = managerWith(() => kycWith([]))
    for (const kind of ['link', 'handoff'] as const)
      expect(await tokenAnswer(manager, newToken(kind))).toEqual({ valid: false, code: 'TOKEN_INVALID' })
    expect(spent).toEqual([])
  })

  it('gives the code of a token that is not good', async () => {
    const { manager } = managerWith(() => kycWith([]))
    const redeem = async () => ({ ok: false, code: 'TOKEN_USED' }) as const
    expect(await tokenAnswer({ ...manager, tokens: { redeem } }, newToken(null))).toEqual({
      ...{ valid: false, code: 'TOKEN_USED' },
    })
  })
})
