import { expect, it } from 'vitest'
import { offersUpTo, requireOffered } from './offers'

it('lets people ask for levels up to the one that the deployment names, and refuses others', () => {
  const offers = [2, 3].map((level) => ({ level, steps: [] }))
  expect(offersUpTo(offers, 'standard')).toEqual([{ level: 2, steps: [] }])
  expect(offersUpTo(offers, 'basic')).toEqual([])
  expect(() => requireOffered('standard', 'standard')).not.toThrow()
  expect(() => requireOffered('enhanced', 'standard')).toThrow(
    expect.objectContaining({ code: 'CONFLICT', details: expect.objectContaining({ reason: 'level_not_offered' }) }),
  )
})
