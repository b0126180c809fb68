import { describe, expect, it } from 'vitest'
import type { CustomerDocument, CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import {
  accessibleSteps,
  currentStep,
  finalRejection,
  isDone,
  isFinallyRejected,
  isLastStep,
  isUntouched,
  lockedStep,
  previousStep,
  progressOf,
  tasksOf,
  uploadTarget,
} from './journey'

const at = '2026-11-20T12:00:00.000Z'
const asking = { sections: [{ fields: [{ name: 'a', type: 'text' as const }] }] }
const step = (code: string, status: CustomerStep['status'], more: Partial<CustomerStep> = {}): CustomerStep => ({
  ...{ id: code, code, title: code, level: 1, required: true, status, form_schema: asking, draft: null, answers: null },
  ...{ submission: 0, submitted_by: 'customer', submitted_at: null, decided_at: null },
  ...{
    rejection: null,
    question: null,
    removed: [],
    documents: [],
    verified: {},
    correctable: false,
    mergeable: true,
    template_version: 1,
    ...more,
  },
})
const kyc = (...steps: CustomerStep[]): CustomerKyc => ({
  ...{ customer_id: '1', brand: 'acme', email: null, status: 'draft', level: 0, required_level: 2, version: 1 },
  ...{ offered_levels: [], steps, timeline: [], approved_at: null },
})
const rejection = { reason_code: 'unreadable', reject_type: 'retry' } as const
const passport: CustomerDocument = {
  ...{
    id: 'd1',
    step_id: 'identity',
    field: 'identity_document',
    file_id: 'f1',
    document_type: 'passport',
    side: 'front',
  },
  ...{
    country: 'FRA',
    status: 'rejected',
    rejection,
    file_name: 'p.jpg',
    content_type: 'image/jpeg',
    file_size: 1,
    checksum: 'a',
    notes: [],
    extraction: 'none',
    extracted: {},
    created_at: at,
  },
}
const withFile = {
  sections: [
    { fields: [{ name: 'identity_document', type: 'file_reference' as const, purpose: 'identity' as const }] },
  ],
}

describe('what is next', () => {
  it('is the requested step if it is open, otherwise the first open one', () => {
    const state = kyc(step('personal', 'pending'), step('identity', 'required'), step('address', 'required'))
    expect(currentStep(state)?.code).toBe('identity')
    expect(currentStep(state, 'address')?.code).toBe('address')
    expect(currentStep(state, 'personal')?.code).toBe('identity')
    expect(progressOf(state)).toEqual({ done: 1, total: 3 })
  })

  it('is nothing when everything is submitted, or rejected for good', () => {
    const final = step('personal', 'rejected', { rejection: { ...rejection, reject_type: 'final' } })
    expect(currentStep(kyc(step('personal', 'approved')))).toBeNull()
    expect(currentStep(kyc(final))).toBeNull()
    expect(isFinallyRejected(kyc(final))).toBe(true)
  })

  it('does not count what staff does', () => {
    const check = step('sanctions_check', 'pending', { form_schema: {} })
    expect(progressOf(kyc(step('personal', 'required'), check))).toEqual({ done: 0, total: 1 })
    expect(currentStep(kyc(check))).toBeNull()
  })

  it('knows a customer who is rejected as a person, whatever their steps', () => {
    const refused: CustomerKyc = { ...kyc(step('a', 'approved'), step('b', 'required')), status: 'rejected' }
    expect([isFinallyRejected(refused), currentStep(refused), tasksOf(refused)]).toEqual([true, null, []])
    expect(isFinallyRejected({ ...kyc(step('a', 'rejected', { rejection })), status: 'rejected' })).toBe(false)
  })

  it('is nothing for a customer who is rejected as a person, also with a step that was sent back', () => {
    const back = step('identity', 'rejected', { rejection, form_schema: withFile })
    const final = step('c', 'rejected', { rejection: { ...rejection, reject_type: 'final' } })
    const closed: CustomerKyc = { ...kyc(back, step('b', 'approved'), final), status: 'rejected', closed: true }
    expect([currentStep(closed, 'identity'), tasksOf(closed), accessibleSteps(closed)]).toEqual([null, [], []])
    expect(uploadTarget(closed, { step: 'identity', field: 'identity_document', accepts: () => true })).toBeNull()
    expect(lockedStep(closed, 'b')).toBeNull()
    expect([isFinallyRejected(closed), finalRejection(closed)]).toEqual([true, null])
  })

  it('is nothing beside a step that was rejected for good: neither to send again, nor to correct, nor to upload', () => {
    const final = step('a', 'rejected', { rejection: { ...rejection, reject_type: 'final' } })
    const back = step('identity', 'rejected', { rejection, form_schema: withFile })
    const refused = kyc(final, back, step('c', 'pending', { correctable: true }), step('d', 'approved'))
    expect([currentStep(refused, 'c'), tasksOf(refused), accessibleSteps(refused)]).toEqual([null, [], []])
    expect(uploadTarget(refused, { step: 'identity', field: 'identity_document', accepts: () => true })).toBeNull()
    expect([lockedStep(refused, 'd'), isDone(refused)]).toEqual([null, true])
  })

  it('is untouched until something is typed, shown or sent', () => {
    expect(isUntouched(kyc(step('a', 'required'), step('b', 'required', { draft: {} })))).toBe(true)
    expect(isUntouched(kyc(step('a', 'required', { draft: { first_name: 'Ida' } })))).toBe(false)
    expect(isUntouched(kyc(step('a', 'pending', { submission: 1 })))).toBe(false)
  })

  it('does not count skipped steps', () =>
    expect(progressOf(kyc(step('a', 'skipped'), step('b', 'approved')))).toEqual({ done: 1, total: 1 }))
})

describe('a step in review', () => {
  const sent = step('personal', 'pending', { correctable: true })
  const state = kyc(sent, step('identity', 'required', { form_schema: withFile }))

  it('is shown to who asks for it, so that they can correct it, and to nobody else', () => {
    expect(currentStep(state, 'personal')?.code).toBe('personal')
    expect(currentStep(state)?.code).toBe('identity')
    expect(currentStep(kyc(sent))).toBeNull()
    expect(currentStep({ ...kyc(sent), status: 'rejected' }, 'personal')).toBeNull()
  })

  it('takes another document in the field that is named', () => {
    const identity = step('identity', 'pending', { correctable: true, form_schema: withFile })
    const accepts = () => true
    const named = { step: 'identity', field: 'identity_document', accepts }
    expect(uploadTarget(kyc(identity), named)?.step.code).toBe('identity')
    expect(uploadTarget(kyc(identity), { accepts })).toBeNull()
    expect(uploadTarget(kyc({ ...identity, correctable: false }), named)).toBeNull()
  })

  it('is locked once it is approved', () => {
    expect(lockedStep(state, 'personal')).toBeNull()
    expect(lockedStep(kyc(step('personal', 'approved')), 'personal')?.code).toBe('personal')
  })
})

describe('the tasks', () => {
  it('lead to the rejected document only', () => {
    const [task] = tasksOf(
      kyc(step('personal', 'required'), step('identity', 'rejected', { rejection, documents: [passport] })),
    )
    expect(task).toMatchObject({
      kind: 'document',
      href: '/inapp/kyc/upload?step=identity&field=identity_document&documentType=passport&scan=1',
    })
  })

  it('lead to the form of a step that was rejected for its answers', () => {
    expect(tasksOf(kyc(step('personal', 'rejected', { rejection })))).toMatchObject([
      { kind: 'step', href: '/inapp/kyc?step=personal' },
    ])
  })
})

describe('the target of an upload', () => {
  const state = kyc(step('personal', 'required'), step('identity', 'required', { form_schema: withFile }))

  it('is the field named in the link, otherwise the first that accepts the document', () => {
    expect(uploadTarget(state, { step: 'identity', field: 'identity_document', accepts: () => false })?.step.code).toBe(
      'identity',
    )
    expect(uploadTarget(state, { accepts: (purpose) => purpose === 'identity' })?.field.name).toBe('identity_document')
  })

  it('is null when no field accepts it', () =>
    expect(uploadTarget(state, { accepts: (purpose) => purpose === 'tax_identification' })).toBeNull())
})

describe('the way back', () => {
  const sent = step('personal', 'pending', { correctable: true })
  const decided = step('identity', 'approved')
  const open = step('address', 'required')

  it('leads to the step before that can still be opened, past those that cannot', () => {
    const way = kyc(sent, decided, open)
    expect(previousStep(way, open)).toBe(sent)
    expect(previousStep(way, sent)).toBeNull()
  })

  it('leads nowhere where nothing is asked for', () => {
    expect(previousStep(kyc(decided), null)).toBeNull()
  })
})

describe('the last step to send', () => {
  it('is the one that alone is still open, wherever it stands', () => {
    const [first, second] = [step('personal', 'required'), step('identity', 'required')]
    expect(isLastStep(kyc(first, second), first)).toBe(false)
    expect(isLastStep(kyc(first, step('identity', 'pending')), first)).toBe(true)
    expect(isLastStep(kyc(step('personal', 'approved'), second), second)).toBe(true)
  })
})
