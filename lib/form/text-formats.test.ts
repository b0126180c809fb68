import { describe, expect, it } from 'vitest'
import type { Field, FormSchema } from '@/lib/contract/form'
import { callingCode, countryOfPhone, wholePhone, withoutCode, writeAtHome } from './phones'
import { validateAnswers } from './validate'

const form = (...fields: Field[]): FormSchema => ({ sections: [{ fields }] })

/** What is stored of an answer, or the code of what is wrong with it. */
function stored(format: Field['format'], text: string, country?: string): unknown {
  const asked: Field = { name: 'asked', type: 'text', format }
  const result = validateAnswers(
    form(asked, { name: 'country', type: 'country' }),
    { asked: text, country },
    '2026-11-20',
  )
  return result.ok ? result.answers.asked : result.faults.map(({ code }) => code).join()
}

describe('a telephone number', () => {
  it.each([
    ['+47 406 12 345', '+4740612345'],
    ['0047 40612345', '+4740612345'],
    ['+٤٧ ٤٠٦١٢٣٤٥', '+4740612345'],
    ['＋81 90-1234-5678', '+819012345678'],
    ['+44 (0)7400 123456', '+447400123456'],
  ])('%s is stored as %s', (text, number) => expect(stored('phone', text)).toBe(number))

  it.each(['abc', '12345', '40612345', '+47', '+47 1', '+999 12345678', '+1 555', '+'])('is not %s', (text) =>
    expect(stored('phone', text)).toBe('phone_invalid'),
  )

  it('has a country, as soon as its code tells which', () => {
    expect(countryOfPhone('+4740612345')).toBe('NOR')
    expect(countryOfPhone('004740')).toBe('NOR')
    expect(['+4', '+1', 'abc', ''].map(countryOfPhone)).toEqual([null, null, null, null])
    expect(callingCode('NOR')).toBe('+47')
    expect(callingCode('ATF')).toBeNull()
  })

  it('may be typed as it is dialled at home', () => {
    expect(wholePhone('07400 123456', 'GBR')).toBe('+44 7400 123456')
    expect(wholePhone('40612345', 'NOR')).toBe('+47 40 61 23 45')
    expect(wholePhone('406', 'NOR')).toBe('+47 406')
    expect(wholePhone('abc', 'NOR')).toBe('+47 abc')
    expect(wholePhone('+49 151', 'NOR')).toBe('+49 151')
    expect(wholePhone('', 'NOR')).toBe('')
    expect(wholePhone('40612345', null)).toBe('40612345')
  })

  it('is written in groups while it is typed', () => {
    expect(writeAtHome('40612345', 'NOR')).toBe('40 61 23 45')
    expect(writeAtHome('٤٠٦١٢٣٤٥', 'NOR')).toBe('40 61 23 45')
    expect(writeAtHome('abc', 'NOR')).toBe('abc')
    expect(withoutCode('+4740612345', 'NOR')).toBe('40 61 23 45')
    expect(withoutCode('+447400123456', 'GBR')).toBe('7400 123456')
    expect(withoutCode('+47 abc', 'NOR')).toBe('abc')
    expect(withoutCode('+49151', 'NOR')).toBe('+49151')
  })
})

describe('an email address', () => {
  it('has a name and a host', () => {
    expect(stored('email', 'ada@example.com')).toBe('ada@example.com')
    for (const text of ['ada', 'ada@', '@example.com', 'ada@example', 'a b@example.com'])
      expect(stored('email', text)).toBe('email_invalid')
  })
})

describe('an IBAN', () => {
  it.each([
    ['DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['no93 8601 1117 947', 'NO9386011117947'],
    ['GB82-WEST-1234-5698-7654-32', 'GB82WEST12345698765432'],
  ])('%s is stored without spaces', (text, plain) => expect(stored('iban', text)).toBe(plain))

  it.each(['DE88 3704 0044 0532 0130 00', 'DE89 3704 0044 0532 0103 00', 'DE89', 'abc'])('is not %s', (text) =>
    expect(stored('iban', text)).toBe('iban_invalid'),
  )
})

describe('a postal code', () => {
  it.each([
    ['NOR', '2084'],
    ['USA', '94105-1234'],
    ['POL', '00-950'],
    ['NLD', '1012 AB'],
    ['GBR', 'SW1A 1AA'],
    ['IRL', 'D02 X285'],
    ['LUX', 'L-1009'],
    ['IND', '110 001'],
    ['JPN', '100-0001'],
    ['ARG', 'C1002AAU'],
    [undefined, '75001'],
  ])('of %s may be %s', (country, text) => expect(stored('postal_code', text, country)).toBe(text))

  it.each([
    ['NOR', '20840'],
    ['DEU', 'ABCDE'],
    ['FRA', '7500'],
    ['GBR', 'London'],
    [undefined, '!!!'],
  ])('of %s is not %s', (country, text) => expect(stored('postal_code', text, country)).toBe('postal_code_invalid'))

  it('is not asked of who lives where the post has none', () => {
    const schema = form(
      { name: 'postal_code', type: 'text', format: 'postal_code', required: true },
      { name: 'country', type: 'country', required: true },
    )
    expect(validateAnswers(schema, { country: 'ARE' }, '2026-11-20').ok).toBe(true)
    expect(validateAnswers(schema, { country: 'FRA' }, '2026-11-20')).toMatchObject({ faults: [{ code: 'required' }] })
  })
})
