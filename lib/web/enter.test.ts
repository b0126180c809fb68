import { describe, expect, it } from 'vitest'
import { destinationOf } from './enter'

describe('where entering leads', () => {
  it('keeps the screen and its query, without the token', () => {
    expect(destinationOf('/inapp/kyc/upload?token=abc&documentType=passport').location).toBe(
      '/inapp/kyc/upload?documentType=passport',
    )
    expect(destinationOf('/inapp/kyc?TOKEN=abc').location).toBe('/inapp/kyc')
  })

  it('never leaves our screens', () => {
    for (const next of [
      'https://evil.test/inapp/kyc',
      '//evil.test/inapp/kyc',
      '/manager/kyc',
      '\\\\evil.test',
      '/inapp/kyc/../../x',
      '',
    ]) {
      expect(destinationOf(next).location).toMatch(/^\/inapp\/kyc(\?|$)/)
    }
  })
})
