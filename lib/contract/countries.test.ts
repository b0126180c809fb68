import { describe, expect, it } from 'vitest'
import { asksNationality, COUNTRIES, countryCodeOf, countryOfZone, isCountry, isNationality } from './countries'

describe('countries', () => {
  it('are those of ISO 3166-1, and Kosovo', () => {
    expect(COUNTRIES).toHaveLength(250)
    expect(COUNTRIES).toContainEqual({ alpha3: 'XKX', alpha2: 'XK' })
    expect(COUNTRIES.every(({ alpha3, alpha2 }) => /^[A-Z]{3}$/.test(alpha3) && /^[A-Z]{2}$/.test(alpha2))).toBe(true)
  })

  it('have names everywhere, Kosovo too', () => {
    expect(new Intl.DisplayNames('en', { type: 'region' }).of('XK')).toBe('Kosovo')
  })

  it('are no nationality of those who have none, who can say so all the same', () => {
    for (const code of ['XXA', 'XXB', 'XXC']) expect([isCountry(code), isNationality(code)]).toEqual([false, true])
    for (const code of ['XXX', 'XXD', 'D', 'GBN', '']) expect(isNationality(code)).toBe(false)
  })

  it.each(['nationality', 'second_nationality', 'citizenship'])('are asked for as a nationality by %s', (name) => {
    expect(asksNationality({ name })).toBe(true)
  })

  it.each(['country', 'country_of_residence', 'nationality_proof'])('are asked for as such by %s', (name) => {
    expect(asksNationality({ name })).toBe(false)
  })

  it('are found by what zones and answers call them', () => {
    expect(['D', 'GBD', 'GBO', 'GBP', 'RKS', 'FRA', 'UTO'].map(countryOfZone)).toEqual([
      'DEU',
      'GBR',
      'GBR',
      'GBR',
      'XKX',
      'FRA',
      'UTO',
    ])
    expect(['NOR', 'NO', 'XXA', 'Norway'].map(countryCodeOf)).toEqual(['NOR', 'NOR', 'XXA', null])
  })
})
