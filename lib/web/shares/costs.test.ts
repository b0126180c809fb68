import { describe, expect, it } from 'vitest'
import { PART_BYTES } from '@/lib/contract/limits'
import { costsOf } from './costs'

const costsAt = (method: string, path: string, headers = {}) =>
  costsOf(new Request(`https://kyc.test${path}`, { method, headers })).map(({ share, amount }) => `${share} ${amount}`)

describe('what a call costs its person', () => {
  it.each([
    ['GET', '/inapp/api/kyc', []],
    ['PUT', '/inapp/api/steps/0190/draft', []],
    ['POST', '/inapp/api/steps/0190/submit', ['changes 1']],
    ['POST', '/inapp/api/steps/0190/codes/check', ['changes 1']],
    ['POST', '/inapp/api/uploads/0190', ['uploads 1']],
    ['GET', '/inapp/api/uploads/0190', []],
    ['POST', '/inapp/api/documents', ['documents 1']],
    ['POST', '/inapp/api/hand-over', ['handoffs 1']],
    ['POST', '/inapp/api/level', ['changes 1']],
  ])('%s %s', (method, path, costs) => {
    expect(costsAt(method, path)).toEqual(['requests 1', ...costs])
  })

  it('counts the bytes of an upload as they are announced, and the largest where nothing is', () => {
    const part = (headers: object) => costsAt('PUT', '/inapp/api/uploads/0190/parts/3', headers)
    expect(part({ 'content-length': '500' })).toContain('uploaded 1')
    for (const announced of [{}, { 'content-length': '-1' }, { 'content-length': '1e400' }])
      expect(part(announced)).toContain(`uploadedInADay ${PART_BYTES / 1024}`)
  })
})
