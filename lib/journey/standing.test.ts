import { describe, expect, it } from 'vitest'
import type { CustomerStep } from '@/lib/contract/customer'
import { standingOfAll, stepsWithStanding } from './standing'

const ASKING = { sections: [{ fields: [{ name: 'a', type: 'text' as const }] }] }
const step = (code: string, status: CustomerStep['status'], form_schema: CustomerStep['form_schema'] = ASKING) => {
  const given = { draft: null, answers: null, submission: 0, submitted_by: 'customer', submitted_at: null } as const
  const decided = { decided_at: null, rejection: null, question: null, removed: [], documents: [], verified: {} }
  const kept = { correctable: false, mergeable: true, template_version: 1 }
  return { id: code, code, title: code, level: 1, required: true, status, form_schema, ...given, ...decided, ...kept }
}
const codesWithStanding = (...steps: CustomerStep[]) => stepsWithStanding(steps).map(({ code }) => code)

describe('where steps stand', () => {
  it.each(['required', 'pending', 'approved'] as const)('is said once where all of them are %s', (status) => {
    const steps = [step('identity', status), step('personal', status), step('address', status)]
    expect(standingOfAll(steps)?.code).toBe('identity')
    expect(codesWithStanding(...steps)).toEqual([])
  })

  it('is said of each where they differ, and of those that are to be done only of the first', () => {
    const steps = [step('identity', 'required'), step('personal', 'pending'), step('address', 'required')]
    expect(standingOfAll(steps)).toBeNull()
    expect(codesWithStanding(...steps)).toEqual(['identity', 'personal'])
  })

  it('is said of each that was sent back, also where all of them were', () => {
    const steps = [step('identity', 'rejected'), step('personal', 'rejected')]
    expect(standingOfAll(steps)).toBeNull()
    expect(codesWithStanding(...steps)).toEqual(['identity', 'personal'])
  })

  it('is said of each where some are ours to do, and at a step that is alone', () => {
    const steps = [step('identity', 'pending'), step('call', 'pending', { sections: [] })]
    expect(standingOfAll(steps)).toBeNull()
    expect(standingOfAll([step('personal', 'required')])).toBeNull()
    expect(codesWithStanding(step('personal', 'required'))).toEqual(['personal'])
  })
})
