import { describe, expect, it } from 'vitest'
import { cardLines, checkDigit, type MrzPerson, passportLines } from './mrz'

// The worked examples of ICAO Doc 9303, parts 3 to 5.
const anna: MrzPerson = {
  code: 'P',
  issuer: 'UTO',
  nationality: 'UTO',
  surname: 'Eriksson',
  givenNames: 'Anna Maria',
  number: 'L898902C3',
  birth: '1974-08-12',
  expiry: '2012-04-15',
  sex: 'F',
  personalNumber: 'ZE184226B',
}

describe('machine readable zone', () => {
  it('computes the check digits of the standard', () => {
    expect(checkDigit('520727')).toBe('3')
    expect(checkDigit('AB2134<<<')).toBe('5')
  })

  it("writes the standard's passport", () => {
    expect(passportLines(anna)).toEqual([
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
    ])
  })

  it("writes the standard's card", () => {
    expect(cardLines({ ...anna, code: 'I', number: 'D23145890', personalNumber: '' })).toEqual([
      'I<UTOD231458907<<<<<<<<<<<<<<<',
      '7408122F1204159UTO<<<<<<<<<<<6',
      'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
    ])
  })

  it('writes marks and apostrophes as the standard spells them', () => {
    expect(cardLines({ ...anna, surname: "D'Arbez", givenNames: 'Zoé' })[2]).toMatch(/^DARBEZ<<ZOE<+$/)
  })
})
