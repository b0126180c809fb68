import type { MrzFormat } from '@/lib/contract/records'

export type Range = { readonly row: number; readonly from: number; readonly to: number }

/** A field within a row. `check` is the position of its check digit, behind it, which covers all from `checked` on. */
export type Part = Range & { readonly check?: number; readonly checked?: number; readonly digits?: boolean }

/** What has a place of its own in at least one format. Names are apart: some formats have both in one place. */
export type PartName = 'issuer' | 'number' | 'nationality' | 'birth' | 'sex' | 'expiry'

type Format = {
  /** How long each row is. */
  readonly rows: readonly number[]
  /** No format has all of them: visas have them all, a French driving licence neither nationality, birth nor sex. */
  readonly parts: Readonly<Partial<Record<PartName, Part>> & Record<'issuer' | 'number', Part>>
  /** The surname, and behind two fillers the given names, unless these have a place of their own. */
  readonly names: Range
  readonly givenNames?: Range
  /**
   * What the issuer fills as it likes. The first goes on with a document number that is too long for its field; in
   * passports it is the personal number, with a check digit of its own.
   */
  readonly optional: readonly Part[]
  /** The composite check digit, and the ranges that it covers, in order. */
  readonly composite?: {
    readonly row: number
    readonly at: number
    readonly over: readonly (readonly [row: number, from: number, to: number])[]
  }
  /** How the rows begin, joined; of those without check digits, all of their shape. */
  readonly begins: RegExp
}

/** Shared by all formats of two rows, but the French card. */
const TWO_ROWS = {
  issuer: { row: 0, from: 2, to: 5 },
  number: { row: 1, from: 0, to: 9, check: 9 },
  nationality: { row: 1, from: 10, to: 13 },
  birth: { row: 1, from: 13, to: 19, check: 19 },
  sex: { row: 1, from: 20, to: 21 },
  expiry: { row: 1, from: 21, to: 27, check: 27 },
} as const

/**
 * Every format that is read. ICAO Doc 9303: part 4 (TD3, passports), part 5 (TD1, cards), part 6 (TD2) and part 7 (MRV-A
 * and MRV-B, visas), 4.2 of each. Those that France and Switzerland made for themselves: see
 * docs/decisions/0019-zones-of-every-format.md.
 */
export const FORMATS = {
  TD3: {
    ...{ rows: [44, 44], begins: /^P/, names: { row: 0, from: 5, to: 44 }, parts: TWO_ROWS },
    optional: [{ row: 1, from: 28, to: 42, check: 42 }],
    composite: {
      ...{ row: 1, at: 43 },
      over: [
        [1, 0, 10],
        [1, 13, 20],
        [1, 21, 43],
      ],
    },
  },
  TD1: {
    ...{ rows: [30, 30, 30], begins: /^[ACI]/, names: { row: 2, from: 0, to: 30 } },
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
      ...{ row: 1, at: 29 },
      over: [
        [0, 5, 30],
        [1, 0, 7],
        [1, 8, 15],
        [1, 18, 29],
      ],
    },
  },
  TD2: {
    ...{ rows: [36, 36], begins: /^[ACI]/, names: { row: 0, from: 5, to: 36 }, parts: TWO_ROWS },
    optional: [{ row: 1, from: 28, to: 35 }],
    composite: {
      ...{ row: 1, at: 35 },
      over: [
        [1, 0, 10],
        [1, 13, 20],
        [1, 21, 35],
      ],
    },
  },
  MRVA: {
    ...{ rows: [44, 44], begins: /^V/, names: { row: 0, from: 5, to: 44 }, parts: TWO_ROWS },
    optional: [{ row: 1, from: 28, to: 44 }],
  },
  MRVB: {
    ...{ rows: [36, 36], begins: /^V/, names: { row: 0, from: 5, to: 36 }, parts: TWO_ROWS },
    optional: [{ row: 1, from: 28, to: 36 }],
  },
  /** The French identity card from 1988 to 2021. Six characters of the authority follow the surname. */
  FRA_ID: {
    ...{
      rows: [36, 36],
      begins: /^IDFRA/,
      names: { row: 0, from: 5, to: 30 },
      givenNames: { row: 1, from: 13, to: 27 },
    },
    parts: {
      issuer: { row: 0, from: 2, to: 5 },
      number: { row: 1, from: 0, to: 12, check: 12 },
      birth: { row: 1, from: 27, to: 33, check: 33 },
      sex: { row: 1, from: 34, to: 35 },
    },
    optional: [{ row: 0, from: 30, to: 36 }],
    composite: {
      ...{ row: 1, at: 35 },
      over: [
        [0, 0, 36],
        [1, 0, 35],
      ],
    },
  },
  /** The French driving licence since 2013: one row. */
  FRA_DL: {
    ...{ rows: [30], begins: /^D1FRA/, names: { row: 0, from: 21, to: 29 } },
    parts: {
      issuer: { row: 0, from: 2, to: 5 },
      number: { row: 0, from: 5, to: 14, check: 14, checked: 0 },
      expiry: { row: 0, from: 15, to: 21 },
    },
    optional: [],
    composite: { row: 0, at: 29, over: [[0, 0, 29]] },
  },
  /** The Swiss driving licence since 2003: the number of the blank, then two rows. It has no check digits. */
  CHE_DL: {
    ...{ rows: [9, 30, 30], names: { row: 2, from: 0, to: 30 } },
    begins: /^[A-Z0-9]{7}<<F[A-Z]CHE[A-Z0-9]{12}<<[A-Z0-9]{6}<{5}[A-Z]/,
    parts: {
      issuer: { row: 1, from: 2, to: 5 },
      number: { row: 1, from: 5, to: 17, digits: true },
      birth: { row: 1, from: 19, to: 25 },
    },
    optional: [{ row: 0, from: 0, to: 9 }],
  },
} as const satisfies Record<MrzFormat, Format>

export type FormatName = keyof typeof FORMATS
export type AnyFormat = Format

export function textOf(lines: readonly string[], { row, from, to }: Range): string {
  return (lines[row] ?? '').slice(from, to)
}
