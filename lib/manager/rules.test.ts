import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KycError } from '@/lib/contract/errors'
import { PROFILE_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import { documentAfter, profileStateOf, type RatedStep, stepAfter } from './rules'

const step = (status: keyof typeof STEP_STATUS, level = 1, required = true): RatedStep => ({
  status: STEP_STATUS[status],
  level,
  required,
})

describe('a profile’s state', () => {
  it.each([
    ['none', [], 0],
    ['draft', [step('required'), step('approved')], 0],
    ['pending', [step('pending'), step('approved')], 0],
    ['approved', [step('approved'), step('approved', 2)], 2],
    ['rejected', [step('rejected'), step('required')], 0],
    ['expired', [step('expired', 2), step('approved')], 1],
    ['approved', [step('approved'), step('skipped', 2), step('rejected', 1, false)], 2],
  ] as const)('is %s for %j', (status, steps, level) => {
    expect(profileStateOf(steps, 2)).toEqual({ status: PROFILE_STATUS[status], level })
  })

  it('never reaches a level that nobody asked for', () => {
    expect(profileStateOf([step('approved')], 1)).toEqual({ status: PROFILE_STATUS.approved, level: 1 })
  })

  const anyStep = fc.record({
    status: fc.integer({ min: 0, max: 5 }),
    level: fc.integer({ min: 1, max: 3 }),
    required: fc.boolean(),
  })

  it('is approved exactly when every step that counts is, and then at the required level', () => {
    fc.assert(
      fc.property(fc.array(anyStep), fc.integer({ min: 0, max: 3 }), (steps, required) => {
        const counting = steps.filter(
          (one) => one.required && one.status !== STEP_STATUS.skipped && one.level <= required,
        )
        fc.pre(counting.length === steps.filter((one) => one.required && one.status !== STEP_STATUS.skipped).length)
        const { status, level } = profileStateOf(steps, required)
        const all = counting.length > 0 && counting.every((one) => one.status === STEP_STATUS.approved)
        expect(status === PROFILE_STATUS.approved).toBe(all)
        expect(level).toBeLessThanOrEqual(required)
        if (all) expect(level).toBe(required)
      }),
    )
  })
})

describe('transitions', () => {
  it('go from submitted to a decision, and from sent back to submitted', () => {
    expect(stepAfter({ status: STEP_STATUS.required, reject_type: null }, 'submit')).toBe(STEP_STATUS.pending)
    expect(stepAfter({ status: STEP_STATUS.pending, reject_type: null }, 'approve')).toBe(STEP_STATUS.approved)
    expect(stepAfter({ status: STEP_STATUS.rejected, reject_type: 'retry' }, 'submit')).toBe(STEP_STATUS.pending)
  })

  it('name the state where they are not possible', () => {
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
