import sharp from 'sharp'
import type { Luminance } from '@/lib/capture/luminance'
import { MAX_PICTURE_PIXELS } from '@/lib/contract/limits'
import type { Mrz } from '@/lib/contract/records'
import { agreementOf, areAlike, completed, settledBy, withNamesByMost } from './agreement'
import { findPlaces, type Place } from './find-places'
import { around, findRows, isWithin, type Row } from './find-rows'
import { parseMrz, resemblesMrz } from './parse'
import { UNKNOWN } from './read-cells'
import { readGlyphs } from './read-glyphs'
import { readAgain, readAsZone, withShortRow } from './read-rows'
import { type Allowance, blockText, printMap } from './readers'
import { rowsAround } from './rows-around'
import type { ZoneRow } from './zone-row'

/** All of it, by the clock: on a busy machine it may get a hundredth of the processor. */
export const LONGEST_READING_MS = 3_600_000
/** All of it, of the readers' processor. Measured: 12 s at the worst. */
const MOST_PROCESSOR_MS = 60_000
/** Both readers look more than once where they do not agree: a character misread at one size is often right at another. */
const SIZES = [
  { stretch: 1, letters: 28 },
  { stretch: 1.12, letters: 34 },
  { stretch: 0.92, letters: 23 },
] as const

/** A zone that turns out to be so much longer than its place is looked at anew, so many times at most. */
const MUCH_LONGER = 1.06
const MOST_LOOKS = 6
/** The longer side of the picture that is read, in pixels. */
const LONGEST_SIDE = 2_600

/** What came of reading a picture to its end: the zone, that there is none, or that the one there is could not be read. */
export type MrzReading = { outcome: 'read'; mrz: Mrz } | { outcome: 'none' } | { outcome: 'unreadable' }

/** What each reader has read of a zone: null where it found none, Tesseract also where it was not asked. */
export type Readings = { glyphs: Mrz | null; ppOcr: Mrz | null; tesseract: Mrz | null }
/** What is made of that, null where it is nothing; and whether another look could still change it. */
export type Conclude = (readings: Readings, today: string) => { mrz: Mrz | null; isOpen: boolean }

/**
 * Extracts the machine-readable zone from a picture of a document (JPEG or PNG), wherever it is and in whatever
 * direction it lies. Throws when it did not come to the end: then nothing is known, and another attempt may get there.
 * @param today ISO date.
 * @param conclude What counts: by default what both readers agree on.
 */
export async function extractMrz(picture: Buffer, today: string, conclude: Conclude = concluded): Promise<MrzReading> {
  const allowance = { until: performance.now() + LONGEST_READING_MS, processorMs: MOST_PROCESSOR_MS }
  const plane = await planeOf(picture)
  let isThere = false
  for await (const rows of zonesIn(plane, allowance)) {
    isThere = true
    const mrz = await readZone(plane, rows, today, allowance, conclude)
    if (mrz) return { outcome: 'read', mrz }
  }
  return { outcome: isThere ? 'unreadable' : 'none' }
}

async function planeOf(picture: Buffer): Promise<Luminance> {
  const { data, info } = await sharp(picture, { limitInputPixels: MAX_PICTURE_PIXELS })
    .autoOrient()
    .flatten({ background: '#fff' })
    .greyscale()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** The rows of each zone of the picture, from where it is likeliest on. */
async function* zonesIn(picture: Luminance, allowance: Allowance): AsyncGenerator<readonly ZoneRow[]> {
  const map = await printMap(picture, allowance)
  const scale = { x: picture.width / map.width, y: picture.height / map.height }
  const found: Row[] = []
  for (const place of findPlaces(findRows(map)).map((it) => scaled(it, scale))) {
    if (found.some((zone) => isWithin(place.box, zone))) continue
    const rows = await zoneAt(picture, place, allowance)
    if (rows === null) continue
    found.push(around(rows))
    yield await withShortRow(picture, rows, allowance)
  }
}

/** The rows of the zone at a place, the right way up. Null when there is none. */
async function zoneAt(picture: Luminance, place: Place, allowance: Allowance): Promise<readonly ZoneRow[] | null> {
  const upright = await followed(picture, place, allowance)
  if (upright !== 'nothing') return upright
  const upsideDown = await followed(picture, { ...place, box: turned(place.box) }, allowance)
  return upsideDown === 'nothing' ? null : upsideDown
}

/**
 * The rows at a place as those of a zone. They may be longer than what was found of them, and then a little differently
 * inclined. Null when there is other print.
 */
async function followed(
  picture: Luminance,
  place: Place,
  allowance: Allowance,
): Promise<readonly ZoneRow[] | null | 'nothing'> {
  let [looked, found]: [Place, readonly ZoneRow[] | null] = [place, null]
  for (let attempt = 0; attempt < MOST_LOOKS; attempt += 1) {
    const zone = await readAsZone(picture, rowsAround(picture, looked), allowance)
    if (zone === 'nothing' && attempt === 0) return zone
    if (typeof zone === 'string') break
    if (zone.rows.some(({ text }) => resemblesMrz(text))) found = zone.rows
    else if (zone.rows.length > 0) break
    if (zone.place.box.length < MUCH_LONGER * looked.box.length) break
    looked = zone.place
  }
  return found
}

async function readZone(
  picture: Luminance,
  rows: readonly ZoneRow[],
  today: string,
  allowance: Allowance,
  conclude: Conclude,
): Promise<Mrz | null> {
  const byGlyphs = rows.map((row) => readGlyphs(picture, row))
  const glyphs = parseMrz([textOf(byGlyphs)], today)
  const [blocks, lines]: [string[], string[]] = [[], [textOf(rows.map(({ text }) => text))]]
  let { mrz, isOpen } = conclude({ glyphs, ppOcr: parseMrz(lines, today), tesseract: null }, today)
  for (const [index, { stretch, letters }] of SIZES.entries()) {
    if (!isOpen) break
    if (index > 0) lines.push(await again(picture, rows, byGlyphs, stretch, allowance))
    blocks.push(await blockText(picture, rows, letters, allowance))
    const readings = { glyphs, ppOcr: parseMrz(lines, today), tesseract: parseMrz(blocks, today) }
    ;({ mrz, isOpen } = conclude(readings, today))
  }
  return mrz
}

/** What the readers agree on. Where two of them read every character alike, none of them is asked again. */
function concluded({ glyphs, ppOcr, tesseract }: Readings, today: string): ReturnType<Conclude> {
  const first = glyphs && tesseract?.format === glyphs.format ? completed(glyphs, tesseract, today) : glyphs
  const mrz = agreed({ glyphs, ppOcr, tesseract }, first, today)
  const isSettled = areAlike(first, ppOcr) || areAlike(glyphs, tesseract) || areAlike(ppOcr, tesseract)
  return { mrz, isOpen: !mrz?.valid && !isSettled }
}

/**
 * What PP-OCR and the glyphs agree on; where the glyphs are not certain, Tesseract stands in for them (`first`), and what
 * one of all three could not read is settled by the other two. Where one found nothing, the other two are left.
 */
function agreed({ glyphs, ppOcr, tesseract }: Readings, first: Mrz | null, today: string): Mrz | null {
  if (glyphs === null) return agreementOf(tesseract, ppOcr, today)
  if (ppOcr === null || tesseract === null) return agreementOf(glyphs, ppOcr ?? tesseract, today)
  const mrz = agreementOf(first, ppOcr, today)
  const byGlyphs = mrz && settledBy(mrz, { agreement: agreementOf(glyphs, tesseract, today), left: ppOcr }, today)
  if (byGlyphs === null) return null
  const settled = settledBy(byGlyphs, { agreement: agreementOf(ppOcr, tesseract, today), left: glyphs }, today)
  return withNamesByMost(settled, [glyphs, ppOcr, tesseract], today)
}

/** The rows at another width, but for those that PP-OCR and the glyphs have read alike: they are as certain as they can be. */
async function again(
  picture: Luminance,
  rows: readonly ZoneRow[],
  byGlyphs: readonly string[],
  stretch: number,
  allowance: Allowance,
): Promise<string> {
  const texts: string[] = []
  for (const [at, row] of rows.entries()) {
    const isSettled = row.text === byGlyphs[at] && !row.text.includes(UNKNOWN)
    texts.push(isSettled ? row.text : ((await readAgain(picture, row, stretch, allowance)) ?? ''))
  }
  return textOf(texts)
}

function textOf(rows: readonly string[]): string {
  return rows.join('\n')
}

function scaled({ box, rowHeight }: Place, { x, y }: { x: number; y: number }): Place {
  const scale = Math.sqrt(x * y)
  return {
    box: { ...box, x: box.x * x, y: box.y * y, length: box.length * scale, height: box.height * scale },
    rowHeight: rowHeight * scale,
  }
}

function turned(row: Row): Row {
  return { ...row, angle: row.angle + Math.PI }
}
