import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KycError } from '@/lib/contract/errors'
import type { Answers, FormSchema } from '@/lib/contract/form'
import { PROFILE_STATUS, RISK_LEVEL, STEP_STATUS } from '@/lib/contract/statuses'
import { documentAfter } from './document'
import { isNews, isWorthTelling, profileEventOf, profileStateOf, type RatedStep } from './profile'
import { riskOf } from './risk'
import { approvalOf, expiryOf, stepAfter } from './step'

const step = (status: keyof typeof STEP_STATUS, level = 1, required = 1, more: Partial<RatedStep> = {}): RatedStep => ({
  ...{ status: STEP_STATUS[status], level, required, reject_type: status === 'rejected' ? 'retry' : null },
  ...{ confirmed_by: null, decided_at: null, question: null, skipped_for: null, ...more },
})
const grounds = (required_level: number, risk: keyof typeof RISK_LEVEL = 'low', granted = 0) => ({
  ...{ required_level, risk_level: RISK_LEVEL[risk], granted, first_approved_at: granted > 0 ? '2026-11-20' : null },
})

describe('a profile’s state', () => {
  it.each([
    ['none', 'pending', [], 0],
    ['draft', 'pending', [step('required'), step('approved')], 0],
    ['pending', 'pending', [step('pending'), step('approved')], 0],
    ['approved', 'approved', [step('approved'), step('approved', 2)], 2],
    ['rejected', 'additional_info_required', [step('rejected'), step('required')], 0],
    ['rejected', 'rejected', [step('rejected', 1, 1, { reject_type: 'final' }), step('rejected')], 0],
    ['expired', 'expired', [step('expired', 2), step('approved')], 1],
    ['approved', 'approved', [step('approved'), step('skipped', 2), step('rejected', 1, 0)], 2],
    ['draft', 'additional_info_required', [step('required', 1, 1, { decided_at: '2026-11-20' })], 0],
    ['draft', 'additional_info_required', [step('pending'), step('required', 2, 1, { question: 'sealed' })], 0],
  ] as const)('is %s, in cTrader’s word %s, for %j', (status, kyc_status, steps, level) => {
    expect(profileStateOf(steps, grounds(2))).toEqual({ status: PROFILE_STATUS[status], level, kyc_status })
  })

  const waived = (level: number, more: Partial<RatedStep> = {}) =>
    step('skipped', level, 1, { skipped_for: 'waiver', ...more })
  it.each([
    ['all that its level asks for', [waived(1), waived(2)], 'approved', 2],
    ['a part of it', [waived(1), step('required', 2)], 'draft', 1],
    ['more than its level asks for', [waived(3)], 'none', 0],
    ['a question', [waived(2, { question: 'sealed' })], 'none', 0],
    ['nothing, but a lower level does without it', [step('skipped', 1, 1, { skipped_for: 'level' })], 'none', 0],
  ] as const)('follows where a reviewer waived %s', (_, steps, status, level) => {
    expect(profileStateOf(steps, grounds(2))).toMatchObject({ status: PROFILE_STATUS[status], level })
  })

  it('follows from a waiver at high risk only once a second reviewer has confirmed it', () => {
    expect(profileStateOf([waived(1)], grounds(1, 'high'))).toEqual({
      ...{ status: PROFILE_STATUS.review_required, level: 0, kyc_status: 'pending' },
    })
    expect(profileStateOf([waived(1, { confirmed_by: 'Kim' })], grounds(1, 'high'))).toEqual({
      ...{ status: PROFILE_STATUS.approved, level: 1, kyc_status: 'approved' },
    })
  })

  it('never reaches a level that is not required', () => {
    expect(profileStateOf([step('approved')], grounds(1))).toMatchObject({ status: PROFILE_STATUS.approved, level: 1 })
  })

  it.each([
    ['something is asked again', [step('approved'), step('required', 2)], 2, 'additional_info_required'],
    ['a step is sent back', [step('approved'), step('rejected', 2)], 2, 'additional_info_required'],
    ['a reviewer has to look again', [step('approved'), step('pending', 2)], 2, 'pending'],
    ['a step has expired', [step('approved'), step('expired', 2)], 1, 'expired'],
    ['a step of the first level has expired', [step('expired'), step('approved', 2)], 0, 'expired'],
    ['a step is rejected for good', [step('rejected', 2, 1, { reject_type: 'final' })], 1, 'rejected'],
    ['an optional step has expired', [step('approved'), step('approved', 2), step('expired', 2, 0)], 2, 'approved'],
    ['its only step is waived', [step('skipped')], 2, 'approved'],
  ] as const)('that was granted keeps its level or loses it when %s', (_, steps, level, kyc_status) => {
    expect(profileStateOf(steps, grounds(2, 'low', 2))).toMatchObject({ level, kyc_status })
  })

  it('with a prohibited risk is rejected without a level, whatever its steps', () => {
    for (const steps of [[], [step('approved')], [step('rejected')], [step('required')]])
      expect(profileStateOf(steps, grounds(1, 'prohibited', 1))).toEqual({
        ...{ status: PROFILE_STATUS.rejected, level: 0, kyc_status: 'rejected' },
      })
  })

  const anyStep = fc.record({
    status: fc.integer({ min: 0, max: 5 }),
    level: fc.integer({ min: 1, max: 3 }),
    required: fc.constantFrom(0, 1),
    reject_type: fc.constantFrom(null, 'retry' as const, 'final' as const),
    confirmed_by: fc.constantFrom(null, 'Kim'),
    decided_at: fc.constantFrom(null, '2026-11-20'),
    question: fc.constantFrom(null, 'sealed'),
    skipped_for: fc.constant('level' as const),
  })

  it('is approved if and only if every step that counts is, and then at the required level', () => {
    fc.assert(
      fc.property(fc.array(anyStep), fc.integer({ min: 0, max: 3 }), (steps, required) => {
        const counting = steps.filter(
          (one) => one.required === 1 && one.status !== STEP_STATUS.skipped && one.level <= required,
        )
        const needed = steps.filter((one) => one.required === 1 && one.status !== STEP_STATUS.skipped)
        fc.pre(counting.length === needed.length)
        const { status, level } = profileStateOf(steps, grounds(required, 'medium'))
        const all = counting.length > 0 && counting.every((one) => one.status === STEP_STATUS.approved)
        expect(status === PROFILE_STATUS.approved).toBe(all)
        expect(level).toBeLessThanOrEqual(required)
        if (all) expect(level).toBe(required)
      }),
    )
  })

  it('changes tell cTrader exactly when its word or the level does, or when all is sent in', () => {
    const stateOf = (steps: RatedStep[], granted = 0) => profileStateOf(steps, grounds(2, 'low', granted))
    const [filling, sent] = [stateOf([step('required')]), stateOf([step('pending')])]
    expect([isWorthTelling(filling), isNews(filling, filling)]).toEqual([false, false])
    expect([isWorthTelling(sent), isNews(filling, sent), isNews(sent, sent)]).toEqual([true, true, false])
    const half = stateOf([step('approved'), step('pending', 2)])
    expect([isNews(sent, half), profileEventOf(sent, half)]).toEqual([true, 'profile.level_changed'])
    const [retry, final] = [stateOf([step('rejected')]), stateOf([step('rejected', 1, 1, { reject_type: 'final' })])]
    expect([isNews(retry, final), profileEventOf(retry, final)]).toEqual([true, 'profile.rejected'])
    expect([isNews(final, retry), profileEventOf(final, retry)]).toEqual([true, 'profile.reopened'])
  })
})

describe('transitions', () => {
  it('lead from submitted to a decision, and from rejected back to submitted', () => {
    expect(stepAfter({ status: STEP_STATUS.required, reject_type: null }, 'submit')).toBe(STEP_STATUS.pending)
    expect(stepAfter({ status: STEP_STATUS.pending, reject_type: null }, 'approve')).toBe(STEP_STATUS.approved)
    expect(stepAfter({ status: STEP_STATUS.rejected, reject_type: 'retry' }, 'submit')).toBe(STEP_STATUS.pending)
  })

  it('name the state that does not allow them', () => {
    expect(() => stepAfter({ status: STEP_STATUS.approved, reject_type: null }, 'reject')).toThrow('approved')
    expect(() => documentAfter({ status: 5 }, 'approve')).toThrow('deleted')
    try {
      stepAfter({ status: STEP_STATUS.rejected, reject_type: 'final' }, 'submit')
      expect.unreachable()
    } catch (refusal) {
      expect(refusal).toBeInstanceOf(KycError)
      expect((refusal as KycError).code).toBe('VERIFICATION_REJECTED')
    }
  })
})

describe('risk', () => {
  const form: FormSchema = {
    sections: [
      {
        fields: [
          { name: 'nationality', type: 'country', risk: { IRN: 'high' } },
          { name: 'sources', type: 'multi_select', options: ['salary', 'crypto'], risk: { crypto: 'medium' } },
          { name: 'politically_exposed', type: 'boolean', risk: { true: 'prohibited' } },
        ],
      },
    ],
  }

  it.each([
    [RISK_LEVEL.unknown, null],
    [RISK_LEVEL.low, { nationality: 'FRA', sources: ['salary'], politically_exposed: false }],
    [RISK_LEVEL.medium, { sources: ['salary', 'crypto'] }],
    [RISK_LEVEL.high, { nationality: 'IRN', sources: ['crypto'] }],
    [RISK_LEVEL.prohibited, { politically_exposed: true }],
    [RISK_LEVEL.low, { nationality: 'constructor' }],
  ])('is %i for %j', (risk, answers) => expect(riskOf([{ form, answers }])).toBe(risk))

  it('is the highest of all steps', () => {
    const answers: Answers[] = [{ nationality: 'FRA' }, { sources: ['crypto'] }]
    const steps = answers.map((given) => ({ form, answers: given }))
    expect(riskOf(steps)).toBe(RISK_LEVEL.medium)
  })
})

describe('approval by two', () => {
  const pending = { status: STEP_STATUS.pending, reject_type: null, approved_by: null, confirmed_by: null }

  it('takes one reviewer below high risk', () => {
    expect(approvalOf(pending, RISK_LEVEL.medium, 'Jo')).toMatchObject({ status: STEP_STATUS.approved })
  })

  it('takes a second reviewer from high risk on', () => {
    const first = approvalOf(pending, RISK_LEVEL.high, 'Jo')
    expect(first).toEqual({ status: STEP_STATUS.pending, approved_by: 'Jo', confirmed_by: null })
    expect(() => approvalOf({ ...pending, ...first }, RISK_LEVEL.high, 'Jo')).toThrow('second reviewer')
    const second = approvalOf({ ...pending, ...first }, RISK_LEVEL.high, 'Kim')
    expect(second).toEqual({ status: STEP_STATUS.approved, approved_by: 'Jo', confirmed_by: 'Kim' })
  })

  it('is needed again when the risk rises after one approval', () => {
    const approved = { ...pending, status: STEP_STATUS.approved, approved_by: 'Jo' }
    expect(profileStateOf([step('approved')], grounds(1, 'high'))).toEqual({
      ...{ status: PROFILE_STATUS.review_required, level: 1, kyc_status: 'pending' },
    })
    expect(approvalOf(approved, RISK_LEVEL.high, 'Kim')).toMatchObject({ confirmed_by: 'Kim' })
    expect(() => approvalOf({ ...approved, confirmed_by: 'Kim' }, RISK_LEVEL.high, 'Lee')).toThrow('approved')
  })
})

it('nothing is approved while the risk is prohibited', () => {
  const pending = { status: STEP_STATUS.pending, reject_type: null, approved_by: 'Jo', confirmed_by: null }
  expect(() => approvalOf(pending, RISK_LEVEL.prohibited, 'Kim')).toThrow('prohibited')
})

it('a step expires on the earliest of its expiry dates', () => {
  const date = { type: 'date', expires: true } as const
  const form: FormSchema = {
    sections: [
      {
        fields: [
          { name: 'a', ...date },
          { name: 'b', ...date },
          { name: 'c', type: 'date' },
        ],
      },
    ],
  }
  expect(expiryOf(form, { a: '2031-05-01', b: '2030-01-31', c: '2020-01-01' })).toBe('2030-01-31')
  expect(expiryOf(form, { c: '2020-01-01' })).toBeNull()
})

it('answers that are hidden, also by a hidden one, bring neither risk nor expiry', () => {
  const when = (field: string) => ({ visible_if: { field, equals: ['yes'] } })
  const form: FormSchema = {
    sections: [
      {
        fields: [
          { name: 'a', type: 'select' },
          { name: 'b', type: 'select', ...when('a') },
          { name: 'c', type: 'select', risk: { yes: 'high' }, ...when('b') },
          { name: 'd', type: 'date', expires: true, ...when('c') },
        ],
      },
    ],
  }
  const answers = { a: 'no', b: 'yes', c: 'yes', d: '2030-01-31' }
  expect(riskOf([{ form, answers }])).toBe(RISK_LEVEL.low)
  expect(expiryOf(form, answers)).toBeNull()
  expect(riskOf([{ form, answers: { ...answers, a: 'yes' } }])).toBe(RISK_LEVEL.high)
  expect(expiryOf(form, { ...answers, a: 'yes' })).toBe('2030-01-31')
})
