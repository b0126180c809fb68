import { judge } from '../checks'
import type { Luminance } from '../luminance'
import { type Chance, chanceFrom } from './chance'
import { NATURE, shaded } from './nature'
import { drawPaper, type PaperKind } from './papers'
import { blurredBy, lay, lit, noisy, type Placing, placed } from './scene'
import { SCREENS } from './screens'
import { drawTable, TABLE_KINDS } from './tables'
import { THINGS } from './things'

/** How many pictures of a kind were refused, and for what. */
export type Refused = { kind: string; pictures: number; refused: number; codes: Record<string, number> }
/** What was tuned on, and what was not looked at until it was measured. */
export type Half = 'tuned on' | 'kept aside'

const PICTURE = { width: 1_280, height: 960 }
const PAPERS: readonly [PaperKind, ...PaperKind[]] = ['card', 'passport', 'page']

type Draw = (chance: Chance) => Luminance | Promise<Luminance>

/** Pictures that show no document: told before they are sent. */
export const NO_DOCUMENTS: Record<string, Draw> = {
  ...photos(Object.entries(NATURE).map(([kind, shadeOf]) => [kind, (chance) => shaded(1_280, 960, shadeOf(chance))])),
  ...photos(Object.entries(THINGS)),
  ...photos([['table', (chance) => drawTable(chance.oneOf(TABLE_KINDS), 1_280, 960, chance.between(60, 220), chance)]]),
  ...SCREENS,
}

/** Documents that are harder to tell than one in the middle of a table: each is fair, and none is refused. */
export const FAIR_DOCUMENTS: Record<string, Draw> = {
  ...photos([
    ['cropped to its border', (chance) => drawPaper(chance.oneOf(PAPERS), chance)],
    ['a corner at the border', (chance) => laid(chance, { fill: 0.92, turn: chance.between(2, 4) })],
    [
      'seen at a slant',
      (chance) => laid(chance, { tilt: { x: chance.between(-0.2, 0.2), y: chance.between(-0.2, 0.2) } }),
    ],
    ['turned by a quarter', (chance) => laid(chance, { turn: 90 + chance.between(-6, 6), fill: 0.65 })],
    ['of low contrast', (chance) => paler(laid(chance, {}))],
  ]),
  'a white page': (chance) => whitened(drawPaper('page', chance)),
  'a page with shaded rows': shadedRows,
  'a small card': async (chance) => reduced(drawPaper('card', chance), 0.46),
}

/** What the checks say of `count` pictures of each kind; every second one belongs to the other half. */
export async function measurePresence(kinds: Record<string, Draw>, half: Half, count: number): Promise<Refused[]> {
  const rows: Refused[] = []
  for (const [place, [kind, draw]] of Object.entries(kinds).entries()) {
    const row: Refused = { kind, pictures: count, refused: 0, codes: {} }
    for (let index = 0; index < count; index += 1) {
      const picture = await draw(chanceFrom(place * 7_907 + (2 * index + (half === 'tuned on' ? 0 : 1)) * 104_729 + 5))
      const [first] = judge(picture, picture).findings
      if (!first) continue
      row.refused += 1
      row.codes[first.code] = (row.codes[first.code] ?? 0) + 1
    }
    rows.push(row)
  }
  return rows
}

/** The share of all pictures that were refused. */
export function shareRefused(rows: readonly Refused[]): number {
  const sum = (of: (row: Refused) => number) => rows.reduce((all, row) => all + of(row), 0)
  return (
    sum(({ refused }) => refused) /
    Math.max(
      1,
      sum(({ pictures }) => pictures),
    )
  )
}

/** As a camera sees them: a little soft, unevenly lit, with noise. */
function photos(draws: readonly [string, Draw][]): Record<string, Draw> {
  const photo = (draw: Draw): Draw => {
    return async (chance) => {
      const soft = await blurredBy(await draw(chance), chance.between(0, 0.9))
      const fall = { x: chance.between(-0.3, 0.3), y: chance.between(-0.3, 0.3) }
      return noisy(lit(soft, chance.between(0.7, 1), fall), chance.between(0.5, 3.5), chance)
    }
  }
  return Object.fromEntries(draws.map(([kind, draw]) => [kind, photo(draw)]))
}

function laid(chance: Chance, placing: Partial<Placing>): Luminance {
  const paper = drawPaper(chance.oneOf(PAPERS), chance)
  const table = drawTable(chance.oneOf(TABLE_KINDS), PICTURE.width, PICTURE.height, chance.between(40, 120), chance)
  const straight = { fill: 0.82, turn: chance.between(-5, 5), tilt: { x: 0, y: 0 }, shift: { x: 0, y: 0 } }
  return lay(paper, table, placed(paper, PICTURE, { ...straight, ...placing }))
}

/** Grey print on grey paper. */
function paler({ width, height, data }: Luminance): Luminance {
  return { width, height, data: data.map((value) => 95 + value * 0.4) }
}

/** As a scanner whitens it: paper is 255, print stays. */
function whitened({ width, height, data }: Luminance): Luminance {
  return { width, height, data: data.map((value) => (value > 150 ? 255 : value)) }
}

/** As a file that is printed to a picture, without any noise: every second row of a table is of another tone. */
function shadedRows(chance: Chance): Luminance {
  const { width, height, data } = whitened(drawPaper('page', chance))
  const [from, to] = [Math.round(height * chance.between(0.3, 0.45)), Math.round(height * 0.92)]
  const [row, tone] = [chance.between(36, 60), Math.round(chance.between(215, 248))]
  for (let y = from; y < to; y += 1) {
    if (Math.floor((y - from) / row) % 2 === 1) continue
    for (let i = y * width + Math.round(width * 0.06), end = y * width + Math.round(width * 0.94); i < end; i += 1)
      if (data[i] === 255) data[i] = tone
  }
  return { width, height, data }
}

async function reduced({ width, height, data }: Luminance, factor: number): Promise<Luminance> {
  const { default: sharp } = await import('sharp')
  const size = { width: Math.round(width * factor), height: Math.round(height * factor) }
  const small = sharp(data, { raw: { width, height, channels: 1 } }).resize(size.width, size.height)
  return { ...size, data: await small.toColourspace('b-w').raw().toBuffer() }
}
