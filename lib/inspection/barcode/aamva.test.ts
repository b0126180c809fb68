import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chanceFrom } from '@/lib/capture/scenes/chance'
import { type CardBarcode, cardBarcodeSchema } from '@/lib/contract/pictures/barcodes'
import { parseCard } from './aamva'
import { payloadOf } from './accuracy/payloads'

const bytes = (text: string) => Buffer.from(text, 'latin1')

/** A card by the standard of 2020, with these details. */
function written(
  details: string,
  { issuer = '636000', version = '10', type = 'DL', from = 31, length = -1 } = {},
): Buffer {
  const part = `${type}${details}\r`
  const four = (count: number) => String(count).padStart(4, '0')
  const contents = `${type}${four(from)}${four(length < 0 ? part.length : length)}`
  return bytes(`@\n\x1e\rANSI ${issuer}${version}0101${contents}${part}`)
}

const HOLDER =
  'DAQT64235789\nDCSSAMPLE\nDDEN\nDACMICHAEL\nDDFN\nDADJOHN\nDDGN\nDBB06061986\nDBA12102034\nDBD06062019\nDBC1\nDCGUSA'

function cardOf(payload: Uint8Array): CardBarcode {
  const parsed = parseCard(payload)
  if ('fault' in parsed) throw new Error(parsed.fault)
  return parsed.card
}

describe('the barcode of a North American card', () => {
  it.each(Array.from({ length: 12 }, (_, version) => version))(
    'is read as version %i of the standard has it',
    (version) => {
      for (let seed = 0; seed < 20; seed += 1) {
        const { bytes: payload, card } = payloadOf(version, chanceFrom(100 * version + seed))
        expect(parseCard(payload)).toEqual({ card })
      }
    },
  )

  it('says who its holder is', () => {
    expect(cardOf(written(HOLDER))).toEqual({
      ...{ version: 10, kind: 'driving_licence', issuer_number: '636000', country: 'USA', jurisdiction: 'US-VA' },
      ...{ document_number: 'T64235789', family_name: 'SAMPLE', given_names: 'MICHAEL JOHN', suffix: null, cut: [] },
      ...{
        birth_date: '1986-06-06',
        issue_date: '2019-06-06',
        expiry_date: '2034-12-10',
        sex: 'M',
        address: null,
        flaws: [],
      },
    })
  })

  it.each([
    ['DBB06061986', '1986-06-06'],
    ['DBB19860606', '1986-06-06'],
    ['DBB19861306', null],
    ['DBB02302001', null],
    ['DBB00000000', null],
    ['DBBunavl', null],
  ])('has a date of birth of %s as %s: no month is 19 or 20', (detail, birth_date) => {
    expect(cardOf(written(`DAQ1\n${detail}`))).toMatchObject({ birth_date })
  })

  it('says which names were cut', () => {
    expect(cardOf(written('DAQ1\nDCSX\nDDET\nDACY\nDDFN\nDADZ\nDDGT')).cut).toEqual(['family_name', 'given_names'])
    expect(cardOf(written('DAQ1\nDCSX\nDDEU\nDACY\nDDFN')).cut).toEqual([])
  })

  it('has no name where it says NONE', () => {
    expect(cardOf(written('DAQ1\nDCSX\nDACNONE\nDADunavl'))).toMatchObject({ family_name: 'X', given_names: null })
  })

  it('of an issuer that nobody knows has the country that it says', () => {
    const card = cardOf(written(`${HOLDER.replace('DCGUSA', 'DCGCAN')}`, { issuer: '999999' }))
    expect(card).toMatchObject({ country: 'CAN', jurisdiction: null, flaws: [] })
  })
})

describe('a barcode that lies', () => {
  it.each([
    ['a place before its beginning', { from: 0 }],
    ['a place after its end', { from: 9_999 }],
    ['no length', { length: 0 }],
    ['a length beyond its end', { length: 9_999 }],
  ])('by %s is read all the same, and says so', (_, lie) => {
    expect(cardOf(written(HOLDER, lie))).toMatchObject({ document_number: 'T64235789', flaws: ['contents'] })
  })

  it('by saying two things of one detail says nothing of that', () => {
    const card = cardOf(written(`${HOLDER}\nDBB01011950\nDCSOTHER`))
    expect(card).toMatchObject({ birth_date: null, family_name: null, flaws: ['repeated'] })
  })

  it('about its country says so, and has that of its issuer', () => {
    expect(cardOf(written(HOLDER.replace('DCGUSA', 'DCGCAN')))).toMatchObject({ country: 'USA', flaws: ['country'] })
  })

  it('about the order of its dates says so', () => {
    expect(cardOf(written(HOLDER.replace('DBA12102034', 'DBA12101999'))).flaws).toEqual(['dates'])
  })

  it.each(['SAM\0PLE', 'SAM\x1bPLE', 'SAM\xe2\x80\xaePLE', 'S'.repeat(200)])(
    'by characters that no name has, as in %j, has no such name',
    (name) => {
      expect(cardOf(written(`DAQ1\nDCS${name}`))).toMatchObject({ family_name: null, flaws: ['characters'] })
    },
  )

  it('by ending too early says so', () => {
    const payload = written(HOLDER)
    expect(cardOf(payload.subarray(0, payload.length - 1)).flaws).toEqual(['unterminated', 'contents'])
  })

  it('by being another barcode is not read', () => {
    expect(parseCard(bytes('https://example.com'))).toEqual({ fault: 'not_a_card' })
    expect(parseCard(bytes(''))).toEqual({ fault: 'not_a_card' })
    expect(parseCard(Buffer.alloc(64 * 1024, '@\n\x1e\rANSI 636000100102DL00410278'))).toEqual({ fault: 'too_long' })
    expect(parseCard(bytes('@\n\x1e\rANSI 636000100102DL00410278ZV03190008'))).toEqual({ fault: 'no_holder' })
    expect(parseCard(written('DAU068 in'))).toEqual({ fault: 'no_holder' })
  })

  it('in whatever way neither crashes nor gives what is no card', { timeout: 60_000 }, () => {
    const genuine = fc.nat(11).map((version) => payloadOf(version, chanceFrom(version)).bytes)
    const bent = fc
      .tuple(genuine, fc.array(fc.tuple(fc.nat(600), fc.uint8Array({ maxLength: 8 }), fc.nat(20)), { maxLength: 8 }))
      .map(([payload, cuts]) =>
        cuts.reduce<Uint8Array>(
          (all, [at, put, cut]) => Buffer.concat([all.subarray(0, at), put, all.subarray(at + cut)]),
          payload,
        ),
      )
    fc.assert(
      fc.property(fc.oneof(bent, fc.uint8Array({ maxLength: 3_100 })), (payload) => {
        const parsed = parseCard(payload)
        if ('card' in parsed) cardBarcodeSchema.parse(parsed.card)
      }),
      { numRuns: 2_000 },
    )
  })
})
