import { describe, expect, it } from 'vitest'
import { parseScreenParams } from './params'

describe('the params of a screen', () => {
  it('are case-insensitive, and the first of a repeated one counts', () => {
    expect(
      parseScreenParams({ KycType: 'Enhanced', SOURCE: 'MacOS', theme: ['DARK', 'light'], lang: 'pt-BR' }),
    ).toMatchObject({
      kyctype: 'enhanced',
      source: 'macos',
      theme: 'dark',
      lang: 'pt-br',
    })
  })

  it('count as absent when they are unknown', () => {
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

  it('accept a purpose or a type of document', () => {
    expect(parseScreenParams({ documentType: 'identity' }).documenttype).toBe('identity')
    expect(parseScreenParams({ documentType: 'Passport' }).documenttype).toBe('passport')
    for (const spelling of ['tax_identification', 'tax', 'TAX_ID'])
      expect(parseScreenParams({ documentType: spelling }).documenttype).toBe('tax_identification')
  })
})
