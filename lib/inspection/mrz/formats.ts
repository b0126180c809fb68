export type Range = { readonly row: number; readonly from: number; readonly to: number }

/** A field within a row. `check` is the position of its check digit, behind it. */
export type Part = Range & { readonly check?: number }

type Format = {
  readonly rows: number
  readonly length: number
  readonly parts: Readonly<Record<'issuer' | 'number' | 'nationality' | 'birth' | 'sex' | 'expiry', Part>>
  readonly names: { readonly row: number; readonly from: number }
  /**
   * What the issuer fills as it likes. The first goes on with a document number that is too long for its field; in
   * passports it is the personal number, with a check digit of its own.
   */
  readonly optional: readonly [Part, ...Part[]]
  /** The composite check digit, and the ranges that it covers, in order. */
  readonly composite: {
    readonly row: number
    readonly at: number
    readonly over: readonly (readonly [row: number, from: number, to: number])[]
  }
  /** How the first row begins. */
  readonly begins: RegExp
}

/** Shared by TD3 and TD2. */
const TWO_ROWS = {
  issuer: { row: 0, from: 2, to: 5 },
  number: { row: 1, from: 0, to: 9, check: 9 },
  nationality: { row: 1, from: 10, to: 13 },
  birth: { row: 1, from: 13, to: 19, check: 19 },
  sex: { row: 1, from: 20, to: 21 },
  expiry: { row: 1, from: 21, to: 27, check: 27 },
} as const

/** ICAO Doc 9303: part 4 (TD3, passports), part 5 (TD1, cards) and part 6 (TD2), 4.2 of each. */
export const FORMATS = {
  TD3: {
    ...{ rows: 2, length: 44, begins: /^P/, names: { row: 0, from: 5 } },
    parts: TWO_ROWS,
    optional: [{ row: 1, from: 28, to: 42, check: 42 }],
    composite: {
      row: 1,
      at: 43,
      over: [
        [1, 0, 10],
        [1, 13, 20],
        [1, 21, 43],
      ],
    },
  },
  TD1: {
    ...{ rows: 3, length: 30, begins: /^[ACI]/, names: { row: 2, from: 0 } },
    parts: {
      issuer: { row: 0, from: 2, to: 5 },
      number: { row: 0, from: 5, to: 14, check: 14 },
      birth: { row: 1, from: 0, to: 6, check: 6 },
      sex: { row: 1, from: 7, to: 8 },
      expiry: { row: 1, from: 8, to: 14, check: 14 },
      nationality: { row: 1, from: 15, to: 18 },
    },
    optional: [
      { row: 0, from: 15, to: 30 },
      { row: 1, from: 18, to: 29 },
    ],
    composite: {
      row: 1,
      at: 29,
      over: [
        [0, 5, 30],
        [1, 0, 7],
        [1, 8, 15],
        [1, 18, 29],
      ],
    },
  },
  TD2: {
    ...{ rows: 2, length: 36, begins: /^[ACI]/, names: { row: 0, from: 5 } },
    parts: TWO_ROWS,
    optional: [{ row: 1, from: 28, to: 35 }],
    composite: {
      row: 1,
      at: 35,
      over: [
        [1, 0, 10],
        [1, 13, 20],
        [1, 21, 35],
      ],
    },
  },
} as const satisfies Record<string, Format>

export type FormatName = keyof typeof FORMATS
export type AnyFormat = Format

export function textOf(lines: readonly string[], { row, from, to }: Range): string {
  return (lines[row] ?? '').slice(from, to)
}
