import { describe, expect, it } from 'vitest'
import { type CustomerKyc, customerKycSchema } from '@/lib/contract/customer'
import type { UploadScope } from '@/lib/contract/host/handoff'
import { kycForPhone, paramsForPhone } from './phone-view'

const scope: UploadScope = {
  step_id: '019a0000-0000-7000-8000-000000000001',
  ...{ step: 'identity', field: 'identity_document', document_type: 'passport', country: null },
}

const stepOf = (id: string, code: string) => ({
  ...{ id, code, title: { en: code }, level: 2, required: true, status: 'required' },
  ...{ draft: { number: 'DRAFT-SECRET' }, answers: { number: 'ANSWER-SECRET' }, rejection: null },
  verified: { email: 'VERIFIED-SECRET' },
  documents: ['identity_document', 'other'].map((field) => ({
    ...{ id: crypto.randomUUID(), step_id: id, field, file_id: crypto.randomUUID(), document_type: 'passport' },
    ...{ side: 'front', country: null, status: 'pending', rejection: null, file_name: `${field}.jpg` },
    ...{ content_type: 'image/jpeg', file_size: 1, checksum: '', extracted: { first_name: 'EXTRACTED-SECRET' } },
    ...{ notes: [{ code: 'MRZ_DISAGREES', field: 'last_name', read: 'NOTE-SECRET' }] },
    created_at: '2026-01-01T00:00:00.000Z',
  })),
  ...{ submitted_at: null, decided_at: null },
})

const kyc: CustomerKyc = customerKycSchema.parse({
  ...{ customer_id: '67890', brand: 'acme', email: 'EMAIL-SECRET', status: 'draft', level: 0, required_level: 2 },
  ...{ version: 1, closed: false, timeline: [], approved_at: null },
  steps: [stepOf(scope.step_id, 'identity'), stepOf('019a0000-0000-7000-8000-000000000002', 'personal')],
})

describe('a phone that goes on with one upload', () => {
  const shown = kycForPhone(kyc, scope)

  it('sees the one step and the one field of its link', () => {
    expect(shown.steps.map(({ code }) => code)).toEqual(['identity'])
    expect(shown.steps[0]?.documents.map(({ field }) => field)).toEqual(['identity_document'])
  })

  it('sees nothing that was typed, read or verified', () => {
    expect(JSON.stringify(kyc)).toContain('SECRET')
    expect(JSON.stringify(shown)).not.toContain('SECRET')
  })

  it('stays with its link, whatever the address says', () => {
    expect(paramsForPhone({ step: 'personal', field: 'selfie', lang: 'de' }, scope)).toEqual({
      ...{ step: 'identity', field: 'identity_document', documenttype: 'passport', lang: 'de' },
    })
  })
})
