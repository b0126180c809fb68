import { describe, expect, it } from 'vitest'
import { agreementOf, areAlike, completed, settledBy, withNamesByMost } from './agreement'
import { parseMrz } from './parse'

const TODAY = '2026-11-21'
const PASSPORT = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
const CARD = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']

const read = (lines: readonly string[]) => parseMrz([lines.join('\n')], TODAY)
const together = (one: readonly string[], other: readonly string[]) => agreementOf(read(one), read(other), TODAY)
const misread = (from: string, to: string) => PASSPORT.map((row) => row.replace(from, to))

describe('two readers of a zone', () => {
  it('agree: each part is agreed, and the zone valid', () => {
    const mrz = together(PASSPORT, PASSPORT)
    expect(mrz).toMatchObject({ lines: PASSPORT, valid: true })
    expect(new Set(Object.values(mrz?.parts ?? {}).map(({ certainty }) => certainty))).toEqual(new Set(['agreed']))
  })

  it('are alike where all is read as the other reads it and known, also what no document has', () => {
    const impossible = misread('UTO7408122', '8TO7408122')
    expect(areAlike(read(impossible), read(impossible))).toBe(true)
    expect(areAlike(read(impossible), read(PASSPORT))).toBe(false)
    expect(areAlike(read(misread('ERIKSSON', 'ERIKS?ON')), read(misread('ERIKSSON', 'ERIKS?ON')))).toBe(false)
    // It was repaired: another look may read it as it stands.
    expect(areAlike(read(misread('L898902C36', 'L8989O2C36')), read(PASSPORT))).toBe(false)
    for (const other of [null, read(CARD)]) expect(areAlike(read(PASSPORT), other)).toBe(false)
    expect(areAlike(null, null)).toBe(false)
  })

  it('tell a code that is none from the one that it is like, take the other, and call nothing valid', () => {
    const digit = CARD.map((row) => row.replace(/^I/, '1'))
    for (const mrz of [together(CARD, digit), together(digit, CARD)])
      expect(mrz).toMatchObject({ lines: CARD, valid: false, parts: { document_number: { certainty: 'agreed' } } })
    expect(read(digit)).toMatchObject({ format: 'TD1', valid: false })
    expect(together(digit, digit)).toMatchObject({ valid: false })
  })

  it('leave it to one where the other found none: nothing is agreed', () => {
    for (const mrz of [agreementOf(read(PASSPORT), null, TODAY), agreementOf(null, read(PASSPORT), TODAY)])
      expect(mrz).toMatchObject({ lines: PASSPORT, valid: false, parts: { document_number: { certainty: 'single' } } })
    expect(agreementOf(null, null, TODAY)).toBeNull()
  })

  it.each([
    ['document_number', 'L898902C36', 'L898902D36'],
    ['birth_date', '7408122', '7406122'],
    ['optional', 'ZE184226B', 'ZE184Z26B'],
  ] as const)('differ in the %s: that of whom it fits is taken, as the reading of one', (name, right, wrong) => {
    for (const mrz of [together(PASSPORT, misread(right, wrong)), together(misread(right, wrong), PASSPORT)])
      expect(mrz).toMatchObject({
        ...{ lines: PASSPORT, valid: false },
        parts: { [name]: { certainty: 'single' }, issuer: { certainty: 'agreed' } },
      })
  })

  it('differ: what is told as read is what that reader read whose reading was taken', () => {
    const repaired = misread('L898902C36', 'L8989O2C36')
    for (const mrz of [
      together(repaired, misread('L898902C36', 'L898907C36')),
      together(misread('L898902C36', 'L898907C36'), repaired),
    ])
      expect(mrz?.parts.document_number).toEqual({ certainty: 'repaired', read: 'L8989O2C36' })
  })

  it('differ in a name, which no check digit holds: the zone is not valid', () => {
    const mrz = together(misread('ERIKSSON', 'ERIKSSDN'), PASSPORT)
    expect(mrz).toMatchObject({ valid: false, surname: 'ERIKSSON' })
    expect(mrz?.parts).toMatchObject({ surname: { certainty: 'single' }, given_names: { certainty: 'agreed' } })
  })

  it('differ where both agree with the check digit: which one is right is not known', () => {
    // The digits of 8 and the letter S differ by ten: modulo ten they are the same.
    const mrz = together(misread('L898902C36', 'LS98902C36'), PASSPORT)
    expect(mrz).toMatchObject({ valid: false, parts: { document_number: { certainty: 'unread' } } })
  })

  it('both misread it in the same way: the check digit still tells', () => {
    const wrong = misread('L898902C36', 'L898907C36')
    expect(together(wrong, wrong)).toMatchObject({ valid: false, parts: { document_number: { certainty: 'unread' } } })
  })

  it('read zones of different formats: that which fits better, as the reading of one', () => {
    expect(together(CARD, misread('L898902C36', 'L898907C36'))).toMatchObject({ format: 'TD1', valid: false })
  })
})

describe('a reader that does not know a character', () => {
  const unsure = misread('L898902C36', 'L8?8902C36')

  it('says so: its part is the reading of the other', () => {
    const mrz = together(unsure, PASSPORT)
    expect(mrz).toMatchObject({ lines: PASSPORT, valid: false, parts: { document_number: { certainty: 'single' } } })
    expect(mrz?.parts).toMatchObject({ surname: { certainty: 'agreed' }, birth_date: { certainty: 'agreed' } })
  })

  it('is completed by a third, and then must agree with the other all the same', () => {
    const [mine, right, wrong] = [read(unsure), read(PASSPORT), read(misread('L898902C36', 'L878902C36'))]
    if (!mine || !right || !wrong) throw new Error('All three are zones')
    expect(agreementOf(completed(mine, right, TODAY), right, TODAY)).toMatchObject({ lines: PASSPORT, valid: true })
    expect(agreementOf(completed(mine, wrong, TODAY), right, TODAY)).toMatchObject({ lines: PASSPORT, valid: false })
  })
})

describe('a third reader', () => {
  const settled = (one: readonly string[], other: readonly string[], third: readonly string[]) => {
    const [mrz, left] = [together(one, other), read(other)]
    if (!mrz) throw new Error('Both are zones')
    return settledBy(mrz, { agreement: together(one, third), left }, TODAY)
  }
  const impossible = misread('UTO7408122', '9TO7408122')

  it('settles a part that one of two could not read: the other two agree on it', () => {
    expect(together(PASSPORT, impossible)).toMatchObject({
      valid: false,
      parts: { nationality: { certainty: 'single' } },
    })
    expect(settled(PASSPORT, impossible, PASSPORT)).toMatchObject({
      ...{ lines: PASSPORT, valid: true, nationality: 'UTO', parts: { nationality: { certainty: 'agreed' } } },
    })
  })

  it('settles a name that one of two knows in part only', () => {
    const [unsure, name] = [misread('ERIKSSON', 'E?IKBSON'), { surname: { certainty: 'single' } }]
    expect(together(unsure, PASSPORT)).toMatchObject({ valid: false, parts: name })
    const [mrz, left] = [together(unsure, PASSPORT), read(unsure)]
    if (!mrz) throw new Error('Both are zones')
    expect(settledBy(mrz, { agreement: together(PASSPORT, PASSPORT), left }, TODAY)).toMatchObject({
      ...{ lines: PASSPORT, valid: true, surname: 'ERIKSSON' },
    })
  })

  it('settles nothing where two readings could both be true, or where it reads a third one', () => {
    const name = misread('ERIKSSON', 'ERIKSSDN')
    expect(settled(PASSPORT, name, PASSPORT)).toMatchObject({
      valid: false,
      parts: { surname: { certainty: 'single' } },
    })
    const digit = misread('L898902C36', 'LS98902C36')
    expect(settled(PASSPORT, digit, PASSPORT).parts.document_number?.certainty).toBe('unread')
    expect(settled(PASSPORT, impossible, misread('UTO7408122', '8TO7408122')).parts.nationality?.certainty).toBe(
      'single',
    )
  })
})

describe('names that no two of three readers have read alike', () => {
  const readings = [
    misread('ERIKSSON<<ANNA', 'ERIXSSON<<ANNA'),
    misread('ERIKSSON<<ANNA', 'ERIKSSDN<<ANNA'),
    misread('ERIKSSON<<ANNA', 'ERIKSSON<<ANHA'),
  ]

  it('are told as most of them have each character, and are asked', () => {
    const [first, second, third] = readings.map(read)
    if (!first || !second || !third) throw new Error('A zone was not read')
    const mrz = agreementOf(first, second, TODAY)
    if (!mrz) throw new Error('No zone')
    const most = withNamesByMost(mrz, [first, second, third], TODAY)
    expect(most).toMatchObject({ lines: PASSPORT, surname: 'ERIKSSON', given_names: 'ANNA MARIA', valid: false })
    expect(most.parts).toMatchObject({
      surname: { certainty: 'single' },
      given_names: { certainty: 'agreed' },
      document_number: { certainty: 'agreed' },
    })
  })

  it('stay as they are where they are agreed, or where one reader took the zone for another format', () => {
    const agreed = together(PASSPORT, PASSPORT)
    const [wrong, card] = [read(readings[0] ?? []), read(CARD)]
    if (!agreed || !wrong || !card) throw new Error('A zone was not read')
    expect(withNamesByMost(agreed, [wrong, wrong, agreed], TODAY)).toEqual(agreed)
    expect(withNamesByMost(wrong, [agreed, agreed, card], TODAY)).toEqual(wrong)
  })
})
