import { describe, expect, it } from 'vitest'
import type { Result } from '@/lib/backend/port'
import { type CustomerKyc, customerKycSchema } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { loadScreen, type Query } from './load-screen'
import type { Session } from './session'

const identity = { customer_id: '67890', brand: 'acme', email: null, trading_login: null }
const session: Session = { id: 's', identity, level: 'basic', token_hash: 'a', entered_at: 0, epoch: 0, renewal: 0 }

const field = { type: 'file_reference', name: 'proof', label: { en: 'Proof', de: 'Nachweis' }, purpose: 'address' }
const kyc: CustomerKyc = customerKycSchema.parse({
  ...{ customer_id: '67890', brand: 'acme', email: null, status: 'draft', level: 0, required_level: 1, version: 1 },
  steps: [
    {
      ...{
        id: crypto.randomUUID(),
        code: 'address',
        title: { en: 'Address', de: 'Wohnort' },
        level: 1,
        required: true,
        status: 'required',
      },
      ...{ documents: [], draft: null, answers: null, rejection: null, submitted_at: null, decided_at: null },
      form_schema: { sections: [{ fields: [field] }] },
    },
  ],
  ...{ timeline: [], approved_at: null },
})

const known: Result<CustomerKyc> = { ok: true, value: kyc }

function load(query: Query, live: Session | null = session, answer = known, opened = known) {
  const calls: string[] = []
  const state = loadScreen('/inapp/kyc', query, {
    backend: async () => ({
      async read() {
        calls.push('read')
        return answer
      },
      async open() {
        calls.push('open')
        return opened
      },
    }),
    readSession: async () => live,
    hadSession: async () => query.wasHere !== undefined,
    readLanguage: async () => 'de',
    rulesOf: () => ({ address: ['bank_statement'] }),
    currencyOf: () => 'EUR',
    levelByPerson: 'standard',
    log: { warn: () => void calls.push('warn') },
  })
  return { state, calls }
}

describe('what a screen shows', () => {
  it('is the exchange of a token first, and nothing is asked of anybody for it', async () => {
    const { state, calls } = load({ token: 'abc123', theme: ['dark', 'light'], problem: 'TOKEN_USED' })
    expect(await state).toEqual({ kind: 'exchange', token: 'abc123', next: '/inapp/kyc?theme=dark' })
    expect(calls).toEqual([])
  })

  it('is else the problem of the token before', async () => {
    expect(await load({ problem: 'token_used' }).state).toEqual({ kind: 'problem', problem: 'TOKEN_USED' })
  })

  it('tells a person who was away from one who never came', async () => {
    expect(await load({ wasHere: '1' }, null).state).toEqual({ kind: 'problem', problem: 'SESSION_EXPIRED' })
    expect(await load({}, null).state).toEqual({ kind: 'problem', problem: 'TOKEN_MISSING' })
  })

  it('is the person’s KYC, in their language and by their brand’s rules', async () => {
    const state = await load({ step: 'address' }).state
    expect(state).toMatchObject({ kind: 'ready', params: { step: 'address' }, session: { id: 's' } })
    expect(state).toMatchObject({ kyc: { steps: [{ title: { de: 'Wohnort' } }] } })
    const fields = state.kind === 'ready' ? state.kyc.steps[0]?.form_schema.sections?.[0]?.fields : []
    expect(fields).toMatchObject([{ label: 'Nachweis', document_types: ['bank_statement'] }])
  })

  it('offers levels in their language, up to the one that they may ask for by themselves', async () => {
    const offer = (level: number) => ({ level, steps: [{ code: 'own', title: { de: 'Eigenes', en: 'Own' } }] })
    const offering = { ...kyc, offered_levels: [offer(2), offer(3)] }
    const state = await load({}, session, { ok: true, value: offering }).state
    const offered_levels = [{ level: 2, steps: [{ code: 'own', title: { de: 'Eigenes' } }] }]
    expect(state).toMatchObject({ kyc: { offered_levels } })
    expect(state.kind === 'ready' && state.kyc.offered_levels).toHaveLength(1)
  })

  it('opens the KYC of a person whom the backend does not know yet', async () => {
    const { state, calls } = load({}, session, { ok: false, error: new KycError('NOT_FOUND') })
    expect(await state).toMatchObject({ kind: 'ready' })
    expect(calls).toEqual(['read', 'open'])
  })

  it('says that verification is not set up yet where nothing is asked, and looks once more for what is', async () => {
    const empty: Result<CustomerKyc> = { ok: true, value: { ...kyc, status: 'none', steps: [] } }
    const { state, calls } = load({}, session, empty)
    expect(await state).toMatchObject({ kind: 'ready' })
    expect(calls).toEqual(['read', 'open'])
    const still = load({}, session, empty, empty)
    expect(await still.state).toEqual({ kind: 'problem', problem: 'NOT_SET_UP', brand: 'acme' })
    expect(still.calls).toEqual(['read', 'open', 'warn'])
  })

  it('says that the backend does not answer, and tells the log why', async () => {
    const { state, calls } = load({}, session, { ok: false, error: new KycError('BACKEND_UNAVAILABLE') })
    expect(await state).toEqual({ kind: 'problem', problem: 'BACKEND_UNAVAILABLE', brand: 'acme' })
    expect(calls).toEqual(['read', 'warn'])
  })
})
