import { readFileSync } from 'node:fs'
import type { Holder } from '@/e2e/specimens/holder'
import { emblem, entry, portrait, rosette, sheet, specimenMark, waves } from '@/e2e/specimens/paper'
import type { Chance } from '@/lib/capture/scenes/chance'
import type { MrzFormat } from '@/lib/contract/records'
import { PRINTED, type Printed } from './zones'

/** A drawn side of a document as a page, the zone on it, and where the zone is, in pixels. */
export type DrawnSide = { html: string; width: number; height: number; lines: readonly string[]; zoneWidth: number }

/** What is under the zone: paper, fine lines as on most documents, or print that is hard to read through. */
export type Ground = 'plain' | 'fine' | 'heavy'

const FONT = readFileSync(new URL('ocr-b.otf', import.meta.url), 'base64')
const PIXELS_PER_MM = 12
/** OCR-B is printed with ten characters to the inch (ICAO Doc 9303 part 3, 4.4). */
const PITCH_MM = 2.54
const ROW_MM = 6.35

/** The size of each document in millimetres, and how far its lowest row is from the lower edge. */
const SIZES: Record<MrzFormat, { width: number; height: number; below: number }> = {
  TD3: { width: 125, height: 88, below: 8 },
  MRVA: { width: 120, height: 80, below: 7.5 },
  TD2: { width: 105, height: 74, below: 7.5 },
  MRVB: { width: 105, height: 74, below: 7.5 },
  FRA_ID: { width: 105, height: 74, below: 7.5 },
  TD1: { width: 85.6, height: 54, below: 4.6 },
  CHE_DL: { width: 85.6, height: 54, below: 4.6 },
  FRA_DL: { width: 85.6, height: 54, below: 4.6 },
}

/** Whose document it is, and what its zone says. */
export type Identity = { format: MrzFormat; print: Printed; holder: Holder }

/** A document of an invented person. `bold` is how far the ink of the zone runs, in pixels. */
export function drawSide(
  { format, print, holder }: Identity,
  { ground, bold }: { ground: Ground; bold: number },
): DrawnSide {
  const lines = PRINTED[format](print)
  const { width, height, top } = measuresOf(format, lines.length)
  const color = COLORS[format]
  const zone = [
    `<rect y="${top - 30}" width="${width}" height="${height - top + 30}" fill="#f8faf8"/>`,
    GROUNDS[ground](width, height, top),
    rowsOf(lines, width, top, bold),
  ]
  return page(width, height, lines, [
    waves(width, top, '#9cc3c1'),
    rosette({
      x: width * 0.75,
      y: height * 0.4,
      radius: height * 0.3,
      lobes: 12,
      depth: 0.24,
      turns: 9,
      color: `${color}66`,
    }),
    `<rect width="${width}" height="${height * 0.12}" fill="${color}"/>`,
    emblem(height * 0.08, height * 0.06, height * 0.09, '#f2dca6'),
    `<text x="${height * 0.16}" y="${height * 0.08}" font-size="${height * 0.045}" font-weight="700" fill="#fff">UTOPIA · SPECIMEN</text>`,
    portrait(width * 0.04, height * 0.17, Math.min(width * 0.24, (top - height * 0.2) / 1.3)),
    ...entriesOf(holder, print, width, height, top),
    specimenMark(width * 0.6, height * 0.5, height * 0.13),
    ...zone,
  ])
}

/** The other side of a card: no zone on it. */
export function drawFront({ holder, print }: Identity): DrawnSide {
  const { width, height } = measuresOf('TD1', 0)
  return page(
    width,
    height,
    [],
    [
      waves(width, height, '#b9bfdc'),
      rosette({
        x: width * 0.7,
        y: height * 0.5,
        radius: height * 0.35,
        lobes: 14,
        depth: 0.22,
        turns: 8,
        color: '#9d8cc288',
      }),
      portrait(width * 0.05, height * 0.2, width * 0.26),
      ...entriesOf(holder, print, width, height, height),
      specimenMark(width * 0.6, height * 0.6, height * 0.15),
    ],
  )
}

function measuresOf(format: MrzFormat, rows: number): { width: number; height: number; top: number } {
  const { width, height, below } = SIZES[format]
  const top = height - below - (rows - 1) * ROW_MM - 3.2
  return { width: width * PIXELS_PER_MM, height: height * PIXELS_PER_MM, top: top * PIXELS_PER_MM }
}

const COLORS: Record<MrzFormat, string> = {
  ...{ TD3: '#1f3a63', MRVA: '#27553f', TD2: '#4b3f7c', MRVB: '#27553f' },
  ...{ FRA_ID: '#31527c', TD1: '#4b3f7c', CHE_DL: '#7c2c52', FRA_DL: '#7c2c52' },
}

const GROUNDS: Record<Ground, (width: number, height: number, top: number) => string> = {
  plain: () => '',
  fine: (width, height, top) =>
    `<g opacity=".5" transform="translate(0 ${top - 60})">${waves(width, height - top + 60, '#b7cfd6', 12)}</g>`,
  heavy: (width, height, top) =>
    `<g transform="translate(0 ${top - 60})">${waves(width, height - top + 60, '#7fa3b4', 7)}</g>${[0.2, 0.5, 0.8]
      .map((at) =>
        rosette({
          x: width * at,
          y: (top + height) / 2,
          radius: height * 0.16,
          lobes: 11,
          depth: 0.3,
          turns: 8,
          color: '#b06a7e99',
        }),
      )
      .join('')}`,
}

/** Printers differ in how bold they print. */
function rowsOf(lines: readonly string[], width: number, top: number, bold: number): string {
  const pitch = PITCH_MM * PIXELS_PER_MM
  const leading = ROW_MM * PIXELS_PER_MM
  const left = (width - Math.max(0, ...lines.map(({ length }) => length)) * pitch) / 2
  return lines
    .map((line, row) => {
      const places = [...line].map((_, column) => (left + (column + 0.5) * pitch).toFixed(1)).join(' ')
      return `<text x="${places}" y="${top + 3.2 * PIXELS_PER_MM + row * leading}" text-anchor="middle" class="zone"
        font-size="${pitch * 1.4}" fill="#1b1d22" stroke="#1b1d22" stroke-width="${bold}">${line.replaceAll('<', '&lt;')}</text>`
    })
    .join('')
}

function entriesOf(holder: Holder, print: Printed, width: number, height: number, top: number): string[] {
  const rows = [
    ['Surname / Nom', holder.surname.toUpperCase()],
    ['Given names / Prénoms', holder.givenNames.toUpperCase()],
    ['Nationality / Nationalité', 'UTOPIAN'],
    ['Date of birth / Date de naissance', holder.birth.split('-').reverse().join(' ')],
    ['Number / Numéro', print.number],
    ['Expiry / Expiration', holder.expiry.split('-').reverse().join(' ')],
  ] as const
  const begins = height * 0.18
  const room = (top - begins - height * 0.06) / rows.length
  return rows.map(([caption, value], row) => entry(width * 0.36, begins + row * room + 14, caption, value, room / 62))
}

function page(width: number, height: number, lines: readonly string[], parts: readonly string[]): DrawnSide {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Inter"><rect
    width="${width}" height="${height}" fill="#e9efed"/>${parts.join('')}</svg>`
  const font = `@font-face { font-family: Zone; src: url(data:font/otf;base64,${FONT}) } .zone { font-family: Zone }`
  const longest = Math.max(0, ...lines.map(({ length }) => length))
  return {
    html: sheet(svg, `${font} svg { display: block }`),
    width,
    height,
    lines,
    zoneWidth: longest * PITCH_MM * PIXELS_PER_MM,
  }
}

/** How often each format is met, roughly. */
const OFTEN: Record<MrzFormat, number> = {
  ...{ TD3: 9, TD1: 6, TD2: 2, MRVA: 1, MRVB: 1, FRA_ID: 2, FRA_DL: 1, CHE_DL: 1 },
}

/** A format, by chance. */
export function anyFormat(chance: Chance): MrzFormat {
  const all = (Object.keys(OFTEN) as MrzFormat[]).flatMap((format) => Array<MrzFormat>(OFTEN[format]).fill(format))
  return all[Math.floor(chance.next() * all.length)] ?? 'TD3'
}

const CODES = ['UTO', 'UTO', 'UTO', 'D', 'POL', 'LKA', 'KOR', 'ISL', 'GBR', 'BRA', 'SRB', 'XXA'] as const

/** What the zone of this holder says, in letters and digits of a zone. */
export function printedFor(format: MrzFormat, holder: Holder, chance: Chance): Printed {
  const code = chance.oneOf(CODES)
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(chance.between(0, 10))).join('')
  const short = (iso: string) => iso.slice(2).replaceAll('-', '')
  const isLong = (format === 'TD1' || format === 'TD2') && chance.happens(0.15)
  const numbers: Partial<Record<MrzFormat, string>> = {
    FRA_ID: `${digits(2)}07${digits(2)}${chance.oneOf(['A', 'F', '2', 'H'])}${digits(5)}`,
    FRA_DL: `${digits(2)}${chance.oneOf(['AA', 'AB', 'BC'])}${digits(5)}`,
    CHE_DL: `${chance.oneOf(['AAA', 'BCD', 'XYZ'])}${digits(3)}${chance.oneOf(['D', 'F', 'I', 'R'])}`,
  }
  const OPTIONAL: Partial<Record<MrzFormat, string>> = {
    TD3: chance.happens(0.4) ? chance.oneOf([digits(11), `ZE${digits(6)}B`]) : '',
    TD1: chance.happens(0.3) && !isLong ? digits(8) : '',
    CHE_DL: digits(12),
  }
  return {
    ...{ issuer: code, nationality: code, sex: holder.sex, optional: OPTIONAL[format] ?? '' },
    ...{ surname: latin(holder.surname), givenNames: latin(holder.givenNames) },
    number: numbers[format] ?? holder.passportNumber + (isLong ? digits(3) : ''),
    ...{ birth: short(holder.birth), expiry: short(holder.expiry) },
  }
}

function latin(name: string): string {
  const plain = name.normalize('NFD').replace(/[\p{Mark}'’]/gu, '')
  return plain.toUpperCase().replace(/[^A-Z]/g, ' ')
}
