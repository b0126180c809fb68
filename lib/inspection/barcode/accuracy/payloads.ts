import type { Chance } from '@/lib/capture/scenes/chance'
import type { CardBarcode } from '@/lib/contract/pictures/barcodes'
import { ISSUERS } from '../issuers'

/** What the barcode of an invented person's card says: its bytes, and what must be read from them. */
export type Payload = { readonly bytes: Uint8Array; readonly card: CardBarcode }

type Person = {
  readonly family: string
  readonly first: string
  readonly middle: string | null
  readonly suffix: string | null
  readonly cut: CardBarcode['cut']
}

const PEOPLE: readonly [Person, ...Person[]] = [
  { family: 'SAMPLE', first: 'MICHAEL', middle: 'JOHN', suffix: 'JR', cut: [] },
  { family: 'LINDQVIST', first: 'ADA', middle: null, suffix: null, cut: [] },
  { family: "O'CONNOR-SMITH", first: 'MARY ANN', middle: 'ELIZABETH', suffix: null, cut: [] },
  { family: 'DE LA CRUZ', first: 'JOSE', middle: 'LUIS', suffix: 'III', cut: [] },
  { family: 'MCDONALD', first: 'IAN', middle: 'A', suffix: null, cut: [] },
  { family: 'LÉVESQUE', first: 'FRANÇOIS', middle: 'RENÉ', suffix: null, cut: [] },
  { family: 'NGUYEN', first: 'THI', middle: 'HONG NHUNG', suffix: null, cut: [] },
  {
    ...{ family: 'WOLFESCHLEGELSTEINHAUSENBERGERDORFFWELCH', first: 'HUBERT', middle: 'BLAINE', suffix: 'SR' },
    cut: ['family_name'],
  },
  {
    ...{ family: 'MONTGOMERY', first: 'ALEXANDRINA', middle: 'BARTHOLOMEA CHRISTIANA DOROTHEA EUPHEMIA' },
    ...{ suffix: null, cut: ['given_names'] },
  },
]

const STREETS = ['2300 WEST BROAD STREET', '1 RUE DU PRÉ', '789 E OAK ST', '6501 LAKE AVE N', '45 KING ST W'] as const
const CITIES = ['RICHMOND', 'MONTRÉAL', 'ANYTOWN', 'SPRINGFIELD', 'ST. JOHNS'] as const

/** The payload of a card by a version of the standard, as issuers write it. */
export function payloadOf(version: number, chance: Chance): Payload {
  const [issuer_number, issuer] = chance.oneOf([...ISSUERS] as [
    [string, { country: 'USA' | 'CAN' | 'MEX'; jurisdiction: string | null }],
  ])
  const { country, jurisdiction } = issuer
  const person = chance.oneOf(PEOPLE)
  const kind = chance.happens(0.8) ? 'driving_licence' : 'identity_card'
  const born = 1930 + Math.floor(chance.between(0, 75))
  const issued = 2012 + Math.floor(chance.between(0, 12))
  const [birth_date, issue_date, expiry_date] = [born, issued, issued + 4 + Math.floor(chance.between(0, 5))].map(
    (year) => dayOf(year, chance),
  ) as [string, string, string]
  const number = `${chance.oneOf(['T', 'D', 'S', ''])}${Math.floor(chance.between(1_000_000, 999_999_999))}`
  const sex = chance.oneOf(version === 1 ? (['F', 'M'] as const) : (['F', 'M', 'X'] as const))
  const region = jurisdiction?.slice(3) ?? 'DC'
  const address = {
    ...{ street: chance.oneOf(STREETS), city: chance.oneOf(CITIES), region },
    postal_code: country === 'CAN' ? 'K1A 0B1' : chance.oneOf(['23269', '60611-2201'] as const),
  }
  const card: CardBarcode = {
    ...{ version, kind, issuer_number, country, jurisdiction, document_number: number },
    ...{ family_name: person.family, suffix: person.suffix, sex, address, birth_date, issue_date, expiry_date },
    given_names: [person.first, person.middle].filter(Boolean).join(' '),
    cut: version >= 4 ? person.cut : [],
    flaws: [],
  }
  return { card, bytes: Buffer.from(written(card, person), 'latin1') }
}

function dayOf(year: number, chance: Chance): string {
  const two = (most: number) => String(1 + Math.floor(chance.between(0, most))).padStart(2, '0')
  return `${year}-${two(12)}-${two(28)}`
}

function written(card: CardBarcode, person: Person): string {
  const { version, issuer_number, kind, address } = card
  const order = version === 1 || card.country === 'CAN' ? 'CCYYMMDD' : 'MMDDCCYY'
  const day = (date: string | null) => {
    const [year = '', month = '', of = ''] = (date ?? '').split('-')
    return order === 'CCYYMMDD' ? year + month + of : month + of + year
  }
  const elements: [string, string][] = [
    ['DAQ', card.document_number ?? ''],
    ...namesIn(version, person),
    ...(version >= 2
      ? ([
          ['DCA', 'D'],
          ['DCB', 'NONE'],
          ['DCD', 'NONE'],
        ] as [string, string][])
      : []),
    ['DBD', day(card.issue_date)],
    ['DBB', day(card.birth_date)],
    ['DBA', day(card.expiry_date)],
    ['DBC', version === 1 ? (card.sex ?? '') : { M: '1', F: '2', X: '9' }[card.sex ?? 'X']],
    ['DAU', '068 in'],
    ['DAY', 'BRO'],
    ['DAG', address?.street ?? ''],
    ['DAI', address?.city ?? ''],
    ['DAJ', address?.region ?? ''],
    [
      'DAK',
      (address?.postal_code ?? '')
        .replace(/[- ]/, '')
        .padEnd(9, card.country === 'USA' ? '0' : ' ')
        .padEnd(11),
    ],
    ...(version >= 2
      ? ([
          ['DCF', '2424244747474786102204'],
          ['DCG', card.country ?? 'USA'],
        ] as [string, string][])
      : []),
    ...(version >= 4
      ? ([
          ['DCK', '123456789'],
          ['DDA', 'F'],
          ['DDB', day('2018-06-06')],
        ] as [string, string][])
      : []),
  ]
  const type = kind === 'driving_licence' ? 'DL' : 'ID'
  const parts = [`${type}${elements.map(([id, value]) => id + value).join('\n')}\r`, 'ZVZVA01\r']
  const own = version >= 2 ? '01' : ''
  const head = `@\n\x1e\r${version === 0 ? 'AAMVA' : 'ANSI '}${issuer_number}${String(version).padStart(2, '0')}${own}02`
  const four = (count: number) => String(count).padStart(4, '0')
  let from = head.length + 20
  const contents = parts.map((part) => {
    const designator = part.slice(0, 2) + four(from) + four(part.length)
    from += part.length
    return designator
  })
  return head + contents.join('') + parts.join('')
}

function namesIn(version: number, { family, first, middle, suffix, cut }: Person): [string, string][] {
  const after: [string, string][] = suffix ? [['DCU', suffix]] : []
  if (version === 1) return [['DAA', [family, first, middle ?? '', suffix].filter((name) => name !== null).join(',')]]
  if (version === 0)
    return [
      ['DAB', family],
      ['DAC', first],
      ['DAD', middle ?? ''],
      ...(suffix ? [['DAE', suffix] as [string, string]] : []),
    ]
  if (version <= 3) return [['DCS', family], ['DCT', [first, middle].filter(Boolean).join(',')], ...after]
  const flag = (name: 'family_name' | 'given_names') => (cut.includes(name) ? 'T' : 'N')
  return [
    ['DCS', family],
    ['DDE', flag('family_name')],
    ['DAC', first],
    ['DDF', 'N'],
    ['DAD', middle ?? 'NONE'],
    ['DDG', flag('given_names')],
    ...after,
  ]
}
