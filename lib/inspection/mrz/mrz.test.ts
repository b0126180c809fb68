import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDigit } from './check-digit'
import { parseMrz } from './parse'

const TODAY = '2026-11-21'

/** The examples of the standard (ICAO Doc 9303 part 4, appendix B, and part 5, appendix B). */
const PASSPORT = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
const CARD = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']

const parse = (...lines: string[]) => parseMrz([lines.join('\n')], TODAY)

describe('checkDigit', () => {
  it.each([
    ['520727', '3'],
    ['AB2134<<<', '5'],
    ['L898902C3', '6'],
  ])('of %s is %s, as in the standard', (text, digit) => {
    expect(checkDigit(text)).toBe(digit)
  })
})

describe('parseMrz', () => {
  it('parses a passport', () => {
    expect(parse(...PASSPORT)).toEqual({
      ...{ format: 'TD3', lines: PASSPORT, valid: true, document_number: 'L898902C3', issuer: 'UTO' },
      ...{ nationality: 'UTO', surname: 'ERIKSSON', given_names: 'ANNA MARIA', sex: 'F' },
      ...{ birth_date: '1974-08-12', expiry_date: '2012-04-15' },
    })
  })

  it('parses a card', () => {
    expect(parse(...CARD)).toMatchObject({
      format: 'TD1',
      valid: true,
      document_number: 'D23145890',
      surname: 'ERIKSSON',
    })
  })

  it('finds the MRZ among other rows', () => {
    expect(parse('UTOPIA PASSPORT', '11 MAR 2017', ...PASSPORT, 'X')?.valid).toBe(true)
  })

  it('repairs common misreadings where the position or a check digit settles them', () => {
    const misread = [PASSPORT[0] ?? '', (PASSPORT[1] ?? '').replace('UTO', 'UT0').replace('7408122', '74O8I22')]
    expect(parse(...misread)?.lines).toEqual(PASSPORT)
    expect(parse(PASSPORT[0] ?? '', (PASSPORT[1] ?? '').replace('L898902C3', 'L8989O2C3'))?.lines).toEqual(PASSPORT)
  })

  it('repairs lost and invented fillers', () => {
    const [names = '', numbers = ''] = PASSPORT
    expect(parse(names.slice(0, -6), numbers)?.lines).toEqual(PASSPORT)
    expect(parse(`${names}<<<`, numbers.replace('<<<<<', '<<<'))?.lines).toEqual(PASSPORT)
  })

  it('goes by the majority where check digits cannot decide: they do not tell 8 from S', () => {
    const [names = '', numbers = ''] = PASSPORT
    const other = numbers.replace('L898902C3', 'LS98902C3')
    const texts = [other, numbers, numbers].map((row) => `${names}\n${row}`)
    expect(parseMrz(texts, TODAY)?.document_number).toBe('L898902C3')
  })

  it('reports a wrong check digit', () => {
    expect(parse(PASSPORT[0] ?? '', (PASSPORT[1] ?? '').replace(/10$/, '17'))?.valid).toBe(false)
  })

  it('finds no MRZ in any other text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => parseMrz([text], TODAY) === null))
    expect(parse('KUALA LUMPUR GOVERNMENT OFFICER AND SO ON', 'ANOTHER LINE OF JUST THE SAME LENGTH MORE')).toBeNull()
  })
})
