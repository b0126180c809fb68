import { describe, expect, it } from 'vitest'
import { parseScreenParams } from './params'

describe('the params of a screen', () => {
  it('are read without regard to case, the first of a repeated one', () => {
    expect(
      parseScreenParams({ KycType: 'Enhanced', SOURCE: 'MacOS', theme: ['DARK', 'light'], lang: 'pt-BR' }),
    ).toMatchObject({
      kyctype: 'enhanced',
      source: 'macos',
      theme: 'dark',
      lang: 'pt-br',
    })
  })

  it('count as absent when they are not known', () => {
    const params = parseScreenParams({
      kycType: 'premium',
      theme: 'neon',
      lang: '../../etc',
      documentType: 'selfie<script>',
      step: '../x',
      utm_source: 'mail',
      problem: 'NO_SUCH',
    })
    expect(Object.values(params).filter((value) => value !== undefined)).toEqual([])
  })

  it('take a purpose or a type of document', () => {
    expect(parseScreenParams({ documentType: 'identity' }).documenttype).toBe('identity')
    expect(parseScreenParams({ documentType: 'Passport' }).documenttype).toBe('passport')
  })
})
