import { describe, expect, it } from 'vitest'
import type { Barcode, CardBarcode } from '@/lib/contract/pictures/barcodes'
import { cardOf, compareCard, offeredByCard } from './card-barcode'

const CARD: CardBarcode = {
  ...{ version: 10, kind: 'driving_licence', issuer_number: '636000', country: 'USA', jurisdiction: 'US-VA' },
  ...{ document_number: 'T64-235-789', family_name: "O'CONNOR-SMITH", given_names: 'MARY ANN ELIZABETH', suffix: null },
  ...{ cut: [], birth_date: '1986-06-06', issue_date: '2019-06-06', expiry_date: '2034-12-10', sex: 'F' },
  ...{ address: null, flaws: [] },
}
const TODAY = '2026-11-30'

describe('what the barcode of a card offers to its holder', () => {
  it('is written as people write it', () => {
    expect(offeredByCard(CARD)).toEqual({
      ...{ family_name: "O'Connor-Smith", given_names: 'Mary Ann Elizabeth', birth_date: '1986-06-06', sex: 'F' },
      ...{ document_number: 'T64-235-789', expiry_date: '2034-12-10', issuing_country: 'USA' },
      document_type: 'driving_licence',
    })
  })

  it('has no name that was cut, and no dates that contradict each other', () => {
    expect(offeredByCard({ ...CARD, cut: ['family_name'] })).not.toHaveProperty('family_name')
    expect(offeredByCard({ ...CARD, cut: ['given_names'] })).not.toHaveProperty('given_names')
    const contradicting = offeredByCard({ ...CARD, flaws: ['dates'] })
    expect(contradicting).not.toHaveProperty('birth_date')
    expect(contradicting).not.toHaveProperty('expiry_date')
  })

  it('says of a state’s identity card no type, which is neither licence nor national', () => {
    expect(offeredByCard({ ...CARD, kind: 'identity_card' })).not.toHaveProperty('document_type')
  })

  it('is nothing where two barcodes say different things', () => {
    const barcode = (card: CardBarcode): Barcode => ({
      ...{ format: 'PDF417', text: null, fault: null, card },
      corners: [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
        { x: 1, y: 1 },
        { x: 0, y: 1 },
      ],
    })
    expect(cardOf([barcode(CARD), barcode(CARD)])).toEqual(CARD)
    expect(cardOf([barcode(CARD), barcode({ ...CARD, document_number: 'X' })])).toBeNull()
    expect(cardOf([])).toBeNull()
  })
})

describe('what reviewers are told where answers differ from a barcode', () => {
  const ANSWERS = {
    first_name: 'Mary Ann',
    last_name: "O'Connor Smith",
    date_of_birth: '1986-06-06',
    document_number: 't64235789',
  }

  it('is nothing where they agree, however names and numbers are written', () => {
    expect(compareCard(CARD, ANSWERS, TODAY)).toEqual([])
    expect(compareCard(CARD, { first_name: 'O’Connor-Smith', last_name: 'Mary Ann Elizabeth' }, TODAY)).toEqual([])
    expect(compareCard({ ...CARD, family_name: 'LÉVESQUE' }, { last_name: 'Lévesque' }, TODAY)).toEqual([])
  })

  it.each([
    ['last_name', 'Lindqvist'],
    ['first_name', 'Peter'],
    ['date_of_birth', '1986-06-07'],
    ['document_number', 'T64235780'],
    ['expiry_date', '2034-12-11'],
  ])('is that %s differs', (field, answer) => {
    expect(compareCard(CARD, { ...ANSWERS, [field]: answer }, TODAY)).toEqual([{ code: 'BARCODE_DISAGREES', field }])
  })

  it('is that the card has expired', () => {
    expect(compareCard({ ...CARD, expiry_date: '2026-11-29' }, {}, TODAY)).toEqual([
      { code: 'EXPIRED', field: 'expiry_date' },
    ])
  })
})
