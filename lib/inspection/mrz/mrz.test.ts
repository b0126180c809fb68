import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MrzFormat } from '@/lib/contract/records'
import { PRINTED, type Printed } from './accuracy/zones'
import { checkDigit } from './check-digit'
import { type AnyFormat, FORMATS } from './formats'
import { parseMrz } from './parse'

const TODAY = '2026-11-21'

/** The examples of the standard (ICAO Doc 9303 part 4, appendix B, and part 5, appendix B). */
const PASSPORT = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
const CARD = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)
const parse = (...lines: string[]) => parseMrz([lines.join('\n')], TODAY)

type Print = {
  issuer?: string
  nationality?: string
  number?: string
  check?: string
  birth?: string
  expiry?: string
  optional?: string
  names?: [string, string]
}

const fill = (text: string, length: number) => text.replaceAll(' ', '<').padEnd(length, '<')
const checked = (text: string) => text + checkDigit(text)
const printedNames = ([surname, given]: [string, string], length: number) =>
  fill(given === '' ? surname : `${surname}<<${given}`, length)

/** The fields that all zones have, with check digits. */
function fieldsOf({ issuer = 'UTO', nationality = 'UTO', number = 'X12345678', ...print }: Print) {
  const { birth = '740812', expiry = '310415', optional = '', names = ['MEYER', 'ANNA'], check } = print
  const [numbered, born, ends] = [fill(number, 9), checked(birth), checked(expiry)]
  return {
    ...{ issuer: fill(issuer, 3), nationality: fill(nationality, 3), optional, names, born, ends },
    numbered: numbered + (check ?? checkDigit(numbered)),
  }
}

/** A TD3 zone of a passport. */
function passport(print: Print): string {
  const { issuer, nationality, numbered, born, ends, optional, names } = fieldsOf(print)
  const personal = fill(optional, 14) + (optional === '' ? '<' : checkDigit(fill(optional, 14)))
  const composite = checkDigit(numbered + born + ends + personal)
  return [
    `P<${issuer}${printedNames(names, 39)}`,
    `${numbered}${nationality}${born}F${ends}${personal}${composite}`,
  ].join('\n')
}

/** A TD2 zone of a card. */
function smallCard(print: Print): string {
  const { issuer, nationality, numbered, born, ends, optional, names } = fieldsOf(print)
  const composite = checkDigit(numbered + born + ends + fill(optional, 7))
  return [
    `I<${issuer}${printedNames(names, 31)}`,
    `${numbered}${nationality}${born}F${ends}${fill(optional, 7)}${composite}`,
  ].join('\n')
}

/** A TD1 zone of a card. */
function card(print: Print): string {
  const { issuer, nationality, numbered, born, ends, optional, names } = fieldsOf(print)
  const more = fill(optional, 15)
  const composite = checkDigit(`${numbered}${more}${born}${ends}${fill('', 11)}`)
  const rows = [`I<${issuer}${numbered}${more}`, `${born}F${ends}${nationality}${fill('', 11)}${composite}`]
  return [...rows, printedNames(names, 30)].join('\n')
}

const PERSON: Printed = {
  ...{ issuer: 'UTO', nationality: 'UTO', surname: 'MARTIN', givenNames: 'PAUL', number: 'X12345678' },
  ...{ birth: '850304', expiry: '310415', sex: 'F', optional: '' },
}
/** The numbers of the formats that have no letters and digits in any order. */
const NUMBERS: Partial<Record<MrzFormat, RegExp>> = {
  FRA_ID: /^\d{4}[A-Z0-9]{3}\d{5}$/,
  FRA_DL: /^\d{2}[A-Z]{2}\d{5}$/,
  CHE_DL: /^[A-Z]{3}\d{3}[DFIR]$/,
}

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
    const single = (read: string) => ({ certainty: 'single', read })
    expect(parse(...PASSPORT)).toEqual({
      ...{ format: 'TD3', lines: PASSPORT, valid: true, document_number: 'L898902C3', issuer: 'UTO' },
      ...{ nationality: 'UTO', surname: 'ERIKSSON', given_names: 'ANNA MARIA', sex: 'F' },
      ...{ birth_date: '1974-08-12', expiry_date: '2012-04-15' },
      parts: {
        document_number: single('L898902C36'),
        issuer: single('UTO'),
        nationality: single('UTO'),
        surname: single('ERIKSSON'),
        given_names: single('<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<'),
        birth_date: single('7408122'),
        expiry_date: single('1204159'),
        sex: single('F'),
        optional: single('ZE184226B<<<<<'),
      },
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

  describe('of a zone with a misread character', () => {
    const misread = (printed: string, read: string) =>
      parse(...PASSPORT.map((line) => line.replace(printed, read))) ?? expect.fail('no zone was found')

    it.each([
      ['birth_date', '7408122', '74O8I22'],
      ['expiry_date', '1204159', '12041S9'],
      ['nationality', '6UTO7', '6UT07'],
      ['issuer', 'P<UTO', 'P<UT0'],
      ['surname', 'ERIKSSON', 'ERIK55ON'],
    ] as const)(
      'reads the %s in the only characters that it may have, and keeps what was read',
      (part, printed, read) => {
        const mrz = misread(printed, read)
        expect(mrz).toMatchObject({ lines: PASSPORT, valid: true })
        expect(mrz.parts[part]?.certainty).toBe('single')
        expect(read).toContain(mrz.parts[part]?.read)
      },
    )

    it('repairs one character of the number, tells what was read, and calls nothing valid', () => {
      const read = 'L8989O2C36'
      expect(misread('L898902C36', read)).toMatchObject({
        ...{ lines: PASSPORT, document_number: 'L898902C3', valid: false },
        parts: { document_number: { certainty: 'repaired', read } },
      })
    })

    it.each([
      ['document_number', 'two characters', 'L898902C36', 'L8989O2CE6'],
      ['birth_date', 'another digit', '7408122', '7468122'],
      ['expiry_date', 'a letter like no digit', '1204159', '12041K9'],
    ] as const)('leaves the %s with %s as it was read', (part, _, printed, read) => {
      const mrz = misread(printed, read)
      expect(mrz).toMatchObject({ valid: false, parts: { [part]: { certainty: 'unread', read } } })
      expect(mrz.lines[1]).toContain(read)
    })

    it('knows no sex from a sign that is none', () => {
      expect(misread('2F12', '2E12')).toMatchObject({
        sex: null,
        valid: false,
        parts: { sex: { certainty: 'unread' } },
      })
    })

    it('does not know the sex to be unspecified unless it says so', () => {
      expect(misread('2F12', '2<12')).toMatchObject({ sex: 'X', valid: true })
    })
  })

  describe('is never sure of what is not printed', () => {
    const digit = fc.integer({ min: 0, max: 9 }).map(String)
    const printed = fc.record({
      number: fc.stringMatching(/^[A-Z0-9]{7,9}$/),
      optional: fc.stringMatching(/^[A-Z0-9]{4,12}$/),
      birth: fc.constantFrom('740812', '010203', '991130', '850304'),
      expiry: fc.constantFrom('310415', '270101', '350228'),
    })
    const LETTERS_TOO = /[A-Z0-9]/
    /** Where the number, the dates and the personal number are in the second row of a passport. */
    const CHECKED = [...range(0, 10), ...range(13, 20), ...range(21, 43)]

    it('a single changed digit in the number, a date or the personal number', () => {
      fc.assert(
        fc.property(printed, fc.constantFrom(...CHECKED), digit, (zone, at, other) => {
          const [names = '', numbers = ''] = passport(zone).split('\n')
          fc.pre(/\d/.test(numbers[at] ?? '') && numbers[at] !== other)
          const mrz = parse(names, numbers.slice(0, at) + other + numbers.slice(at + 1))
          expect(mrz?.valid ?? false).toBe(false)
        }),
        { numRuns: 2_000 },
      )
    })

    it('and never alters more than one character of a field', () => {
      fc.assert(
        fc.property(printed, fc.constantFrom(...range(0, 9)), digit, (zone, at, other) => {
          const [names = '', numbers = ''] = passport(zone).split('\n')
          fc.pre(LETTERS_TOO.test(numbers[at] ?? ''))
          const read = numbers.slice(0, at) + other + numbers.slice(at + 1)
          const told = parse(names, read)?.lines[1] ?? read
          const altered = [...told.slice(0, 10)].filter((character, place) => character !== read[place])
          expect(altered.length).toBeLessThanOrEqual(1)
        }),
        { numRuns: 2_000 },
      )
    })
  })

  it('calls nothing valid whose codes nobody has, or whose dates are on no calendar', () => {
    for (const zone of [passport, card]) {
      expect(parseMrz([zone({ nationality: 'QQQ' })], TODAY)?.valid).toBe(false)
      expect(parseMrz([zone({ issuer: 'XYZ' })], TODAY)?.valid).toBe(false)
      expect(parseMrz([zone({ birth: '740231' })], TODAY)?.valid).toBe(false)
      expect(parseMrz([zone({ birth: '040229' })], TODAY)?.valid).toBe(true)
    }
  })

  it('counts the check digit of a passport’s personal number', () => {
    const [names = '', numbers = ''] = passport({ optional: 'ZE184226B' }).split('\n')
    const wrong = `${numbers.slice(0, 42)}${(Number(numbers[42]) + 1) % 10}`
    const composite = checkDigit(wrong.slice(0, 10) + wrong.slice(13, 20) + wrong.slice(21, 43))
    expect(parse(names, wrong + composite)).toMatchObject({
      valid: false,
      parts: { optional: { certainty: 'unread' } },
    })
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

  describe('keeps what is printed', () => {
    it.each(['LEE', 'REX', 'LES', 'ELS', 'ELKE', 'KESSLER', 'MARK', 'PAUL', 'CAROL K', 'ANNA LEE', 'ANNA MARIA ELS'])(
      'the name %s, given or not',
      (name) => {
        for (const zone of [passport, card]) {
          expect(parseMrz([zone({ names: ['LEE', name] })], TODAY)).toMatchObject({ surname: 'LEE', given_names: name })
          expect(parseMrz([zone({ names: [name, 'KARL'] })], TODAY)).toMatchObject({
            surname: name,
            given_names: 'KARL',
          })
        }
      },
    )

    it('the only name of a person', () => {
      expect(parseMrz([passport({ names: ['LESSEL', ''] })], TODAY)).toMatchObject({
        surname: 'LESSEL',
        given_names: '',
      })
    })

    it.each(['POL', 'ISL', 'LKA', 'KOR'])('the nationality %s', (nationality) => {
      expect(parseMrz([card({ nationality })], TODAY)).toMatchObject({ nationality, valid: true })
    })

    it.each(['AB12345KL', 'X1L', 'K', '8L'])('the number %s', (number) => {
      for (const zone of [passport, card])
        expect(parseMrz([zone({ number })], TODAY)).toMatchObject({ document_number: number, valid: true })
    })

    it('every character of a zone with correct check digits', () => {
      const text = (unit: string, minLength: number, maxLength: number) =>
        fc.string({ unit: fc.constantFrom(...unit), minLength, maxLength })
      const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
      const zones = fc.record({
        names: fc.tuple(text(letters, 1, 12), text(letters, 1, 12)),
        number: text(`${letters}0123456789`, 1, 9),
        nationality: text(letters, 3, 3),
        optional: text(`${letters}0123456789`, 0, 10),
      })
      fc.assert(
        fc.property(zones, fc.constantFrom(passport, card), (zone, print) => {
          expect(parseMrz([print(zone)], TODAY)?.lines.join('\n')).toBe(print(zone))
        }),
      )
    })
  })

  it('takes nothing behind the names for a name', () => {
    const [names = '', numbers = ''] = PASSPORT
    for (const end of ['<<<KLK<<<<<<', '<<<<<<<KL<<<', '<<K<<CC<<LL<', '<<LKLKLKLKLK'])
      expect(parse(names.slice(0, -12) + end, numbers)?.given_names, end).toBe('ANNA MARIA')
  })

  it('leaves a number alone that can be repaired in several ways, and does not call it valid', () => {
    // Two zeros read as O, or the 7 as T: the check digit agrees with either.
    const read = passport({ number: 'C01X00T47' }).replace('C01X00T47', 'CO1XO0T47')
    expect(parseMrz([read], TODAY)).toMatchObject({ document_number: 'CO1XO0T47', valid: false })
  })

  it('does not call a reading valid when as many texts say another one, which agrees as well', () => {
    const [one, other] = ['L898902C3', 'LS98902C3'].map((number) => passport({ number }))
    expect(parseMrz([one ?? '', other ?? ''], TODAY)?.valid).toBe(false)
    expect(parseMrz([one ?? '', one ?? '', other ?? ''], TODAY)?.valid).toBe(true)
  })

  it.each([
    ['591234567', '89'],
    ['AB1234567', 'X'],
    ['0000000KL', '12345'],
  ])('goes on reading the number %s%s in the optional data', (number, rest) => {
    const long = { number, check: '<', optional: `${rest}${checkDigit(number + rest)}` }
    for (const zone of [card, smallCard])
      expect(parseMrz([zone(long)], TODAY)).toMatchObject({ document_number: number + rest, valid: true })
    const wrong = { ...long, optional: `${rest}${(Number(checkDigit(number + rest)) + 1) % 10}` }
    expect(parseMrz([card(wrong)], TODAY)?.valid).toBe(false)
  })

  it.each([
    ['D', 'DEU'],
    ['GBD', 'GBR'],
    ['GBN', 'GBR'],
    ['GBO', 'GBR'],
    ['GBP', 'GBR'],
    ['GBS', 'GBR'],
    ['RKS', 'XKX'],
    ['UNO', 'UNO'],
    ['XXB', 'XXB'],
    ['FRA', 'FRA'],
  ])('gives %s the code %s', (printed, code) => {
    for (const zone of [passport, card])
      expect(parseMrz([zone({ issuer: printed, nationality: printed })], TODAY)).toMatchObject({
        ...{ issuer: code, nationality: code, valid: true },
      })
  })

  it.each(['<<<<<<', '999999', '991231', '990101'])('knows a card that is valid for life by %s', (expiry) => {
    expect(parseMrz([card({ expiry })], TODAY)).toMatchObject({ expiry_date: null, valid: true })
  })

  it('takes no end of validity from before the birth of its holder', () => {
    expect(parseMrz([card({ birth: '010203', expiry: '960504' })], TODAY)?.expiry_date).toBeNull()
    expect(parseMrz([card({ birth: '610203', expiry: '980504' })], TODAY)?.expiry_date).toBe('1998-05-04')
  })

  it('takes no check digit of a filler for a correct one where there is a date', () => {
    expect(parseMrz([card({}).replace(/(\d{6})\d(UTO)/, '$1<$2')], TODAY)?.valid).toBe(false)
  })

  it.each([
    ['740812', '310101', '1974-08-12', '2031-01-01'],
    ['261121', '310101', '2026-11-21', '2031-01-01'],
    ['261122', '310101', '1926-11-22', '2031-01-01'],
    ['240304', '120415', '1924-03-04', '2012-04-15'],
    ['550304', '760304', '1955-03-04', '2076-03-04'],
  ])('takes the century of %s and %s that is possible', (birth, expiry, birth_date, expiry_date) => {
    expect(parseMrz([card({ birth, expiry })], TODAY)).toMatchObject({ birth_date, expiry_date })
  })

  it.each(['74<<<<', '7408<<', '<<<<<<', '740800'])('takes no day from %s', (birth) => {
    const zone = passport({ birth })
    expect(parseMrz([zone], TODAY)).toMatchObject({ birth_date: null, valid: true, lines: zone.split('\n') })
  })

  it.each([
    ['MRVA', 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX4009078F96121096ZE184226B<<<<<<'],
    ['MRVB', 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'L8988901C4XXX4009078F9612109<<<<<<<<'],
  ])('parses the example of a visa, %s (ICAO Doc 9303 part 7, appendix B)', (format, ...lines) => {
    expect(parse(...lines)).toMatchObject({
      ...{ format, lines, valid: true, document_number: 'L8988901C', issuer: 'UTO', nationality: 'XXX' },
      ...{
        surname: 'ERIKSSON',
        given_names: 'ANNA MARIA',
        birth_date: '1940-09-07',
        expiry_date: '1996-12-10',
        sex: 'F',
      },
    })
  })

  it('parses a French identity card of before 2021', () => {
    expect(parse(...PRINTED.FRA_ID({ ...PERSON, number: '170775H55790', givenNames: 'PAUL MARIE' }))).toMatchObject({
      ...{ format: 'FRA_ID', valid: true, document_number: '170775H55790', issuer: 'FRA', nationality: '' },
      ...{ surname: 'MARTIN', given_names: 'PAUL MARIE', birth_date: '1985-03-04', expiry_date: null, sex: 'F' },
    })
  })

  it('takes nothing behind the surname on a French card for a name', () => {
    const lines = PRINTED.FRA_ID({ ...PERSON, number: '170775H55790' })
    const read = lines.map((line) => line.replace('MARTIN<<<<<<<<<<', 'MARTIN<<<<<K<<L<'))
    expect(read).not.toEqual(lines)
    expect(parse(...read)).toMatchObject({ lines, surname: 'MARTIN' })
  })

  it('parses the row of a French driving licence, of which nothing else is like a zone', () => {
    const [row = ''] = PRINTED.FRA_DL({ ...PERSON, surname: 'MARTINEAU', number: '13AA00002' })
    expect(row).not.toContain('<')
    const mrz = parse('PERMIS DE CONDUIRE REPUBLIQUE FRANCAISE', row)
    expect(mrz).toMatchObject({
      ...{ format: 'FRA_DL', valid: true, document_number: '13AA00002', surname: 'MARTINEA', given_names: '' },
      ...{ birth_date: null, expiry_date: '2031-04-15', sex: null },
    })
    expect(Object.keys(mrz?.parts ?? {})).not.toContain('birth_date')
  })

  it('parses a Swiss driving licence, and never calls it valid: nothing on it tells a misread digit', () => {
    const lines = PRINTED.CHE_DL({ ...PERSON, number: 'ABC123D', optional: '110001234005' })
    expect(parse(...lines)).toMatchObject({
      ...{ format: 'CHE_DL', lines, valid: false, document_number: '110001234005', issuer: 'CHE', nationality: '' },
      ...{ surname: 'MARTIN', given_names: 'PAUL', birth_date: '1985-03-04', expiry_date: null, sex: null },
    })
  })

  describe.each(Object.keys(PRINTED) as MrzFormat[])('of a generated zone, %s', (format) => {
    const letters = (maxLength: number) => fc.stringMatching(new RegExp(`^[A-Z]{1,${maxLength}}$`))
    const zones: fc.Arbitrary<Printed> = fc.record({
      issuer: fc.constantFrom('UTO', 'D', 'POL', 'LKA', 'KOR', 'GBR'),
      nationality: fc.constantFrom('UTO', 'D', 'POL', 'LKA', 'XXA', 'GBN'),
      surname: letters(9),
      givenNames: letters(8),
      number: fc.stringMatching(NUMBERS[format] ?? /^[A-Z0-9]{1,9}$/),
      birth: fc.constantFrom('740812', '010203', '991130', '850304'),
      expiry: fc.constantFrom('310415', '270101', '350228'),
      sex: fc.constantFrom('F', 'M', '<'),
      optional: format === 'CHE_DL' ? fc.stringMatching(/^\d{12}$/) : fc.stringMatching(/^[A-Z0-9]{0,7}$/),
    })

    it('tells a true zone as it is', () => {
      fc.assert(
        fc.property(zones, (zone) => {
          const lines = PRINTED[format](zone)
          expect(parse(...lines)).toMatchObject({ lines, valid: format !== 'CHE_DL' })
        }),
        { numRuns: 200 },
      )
    })

    it('is never sure of one with another digit in the number, a date or what the composite check digit covers', () => {
      const { parts, composite }: AnyFormat = FORMATS[format]
      const checked = [
        ...[parts.number, parts.birth, parts.expiry].flatMap((part) => part ?? []),
        ...(composite?.over ?? []).map(([row, from, to]) => ({ row, from, to })),
      ].flatMap(({ row, from, to }) => range(from, to).map((at) => ({ row, at })))
      fc.assert(
        fc.property(zones, fc.constantFrom(...checked), fc.integer({ min: 0, max: 9 }), (zone, { row, at }, digit) => {
          const lines = PRINTED[format](zone)
          const line = lines[row] ?? ''
          fc.pre(/\d/.test(line[at] ?? '') && line[at] !== String(digit))
          const read = lines.with(row, line.slice(0, at) + digit + line.slice(at + 1))
          expect(parse(...read)?.valid ?? false).toBe(false)
        }),
        { numRuns: 400 },
      )
    })
  })
})
