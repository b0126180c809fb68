import { describe, expect, it } from 'vitest'
import { countryNames } from './country-names'
import { findCountries } from './find-countries'
import { likelyCountries } from './likely-countries'

const first = (language: string, text: string) => findCountries(countryNames(language), text)[0]?.code

describe('a country', () => {
  it.each([
    ['en', 'Norw', 'NOR'],
    ['en', 'no', 'NOR'],
    ['en', 'NOR', 'NOR'],
    ['de', 'Norwegen', 'NOR'],
    ['de', 'Norway', 'NOR'],
    ['ja', 'ノルウェー', 'NOR'],
    ['ja', 'norway', 'NOR'],
    ['ar-u-nu-latn', 'النرويج', 'NOR'],
    ['en', 'cote d', 'CIV'],
    ['en', 'ivory', 'CIV'],
    ['en', 'turkey', 'TUR'],
    ['en', 'uk', 'GBR'],
    ['en', 'england', 'GBR'],
    ['en', 'kingdom', 'GBR'],
    ['en', 'US', 'USA'],
    ['en', 'uae', 'ARE'],
    ['de', 'osterreich', 'AUT'],
    ['tr', 'isviçre', 'CHE'],
    ['en', 'xkx', 'XKX'],
    ['en', 'Deutschland', 'DEU'],
    ['en', 'italia', 'ITA'],
    ['pl', 'Suomi', 'FIN'],
    ['de', 'Magyar', 'HUN'],
    ['en', 'Suisse', 'CHE'],
    ['ja', 'españa', 'ESP'],
    ['en', '中国', 'CHN'],
  ])('is found in %s by %s', (language, text, code) => expect(first(language, text)).toBe(code))

  it('is not found by nonsense, and all are there where nothing is typed', () => {
    expect(first('en', 'qqq')).toBeUndefined()
    // What means something in the reader's language is not looked for in others: "Est" is Estonia, not Estados Unidos.
    expect(findCountries(countryNames('en'), 'est').map(({ code }) => code)).not.toContain('USA')
    expect(findCountries(countryNames('en'), '  ')).toHaveLength(countryNames('en').length)
  })
})

describe('the likely countries', () => {
  it('are those of what is known, of the languages and of the clock, each once', () => {
    const hints = { known: ['FRA', null, 'FRA'], languages: ['de-AT', 'en-GB', 'fr'], timeZone: 'Europe/Oslo' }
    expect(likelyCountries(hints)).toEqual(['FRA', 'AUT', 'GBR'])
    expect(likelyCountries({ ...hints, known: ['XXA'], languages: ['en'] })).toEqual(['NOR'])
    expect(likelyCountries({ known: [], languages: [], timeZone: undefined })).toEqual([])
  })
})
