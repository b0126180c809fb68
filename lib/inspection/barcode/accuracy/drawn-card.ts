import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { prepareZXingModule, type WriteInputBarcodeFormat, writeBarcode } from 'zxing-wasm/writer'
import type { Chance } from '@/lib/capture/scenes/chance'
import type { Raster } from '../../mrz/accuracy/camera'

/** Pixels of the drawn card for each module of its barcode. */
const MODULE = 4
/** Of a card by ISO/IEC 7810: 85.6 × 53.98 mm. */
const ASPECT = 53.98 / 85.6
/** How much of a card's width a PDF417 barcode takes, and others. */
const SHARES = { PDF417: [0.78, 0.92], QRCode: [0.2, 0.32], Aztec: [0.2, 0.32] } as const

type Symbols = { readonly data: ArrayLike<number>; readonly width: number; readonly height: number }
export type Drawable = keyof typeof SHARES

/** The back of a card with a barcode, a smaller one of one dimension, and print. Without content it has no such barcode. */
export async function drawnCard(format: Drawable, content: Uint8Array | null, chance: Chance): Promise<Raster> {
  const options =
    format === 'PDF417' ? `columns=${Math.floor(chance.between(10, 18))},ecLevel=${chance.oneOf([3, 4, 5])}` : ''
  const symbol = await symbolOf(format, content ?? Buffer.alloc(200, 'none'), options)
  const [least, most] = SHARES[format]
  const share = chance.between(least, most)
  const width = Math.round((symbol.width * MODULE) / share)
  const height = Math.round(width * ASPECT)
  const card = paperOf(width, height, chance)
  const left = Math.round((width - symbol.width * MODULE) * (format === 'PDF417' ? 0.5 : chance.between(0.1, 0.9)))
  const top = Math.round((height - symbol.height * MODULE) * chance.between(0.15, 0.85))
  const apart = 8 * MODULE
  const lower = top + symbol.height * MODULE + apart
  printLines(card, [0, top - apart], chance)
  printLines(card, [lower, height], chance)
  const line = await symbolOf('Code128', Buffer.from(`${Math.floor(chance.between(1e9, 9e9))}`), '')
  const room = height - lower > top ? lower : Math.max(0, top - apart - 20 * MODULE)
  if (content === null || Math.max(height - lower, top - apart) > 24 * MODULE)
    place(card, { ...line, height: Math.min(line.height, 16) }, [Math.round(width * 0.1), room + MODULE])
  if (content !== null) place(card, symbol, [left, top])
  return card
}

async function symbolOf(format: WriteInputBarcodeFormat, content: Uint8Array, options: string): Promise<Symbols> {
  const wasmBinary = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm')))
  await prepareZXingModule({ overrides: { wasmBinary: wasmBinary.buffer as ArrayBuffer }, fireImmediately: true })
  const { error, symbol } = await writeBarcode(content, { format, options, scale: 1 })
  if (error || !symbol) throw new Error(`No ${format} could be drawn: ${error}`)
  return symbol
}

/** Not quite white, with the faint waves that cards have against copying. */
function paperOf(width: number, height: number, chance: Chance): Raster {
  const data = new Uint8Array(width * height * 3)
  const [paper, wave] = [chance.between(205, 245), chance.between(20, 60)]
  const tint = [chance.between(-8, 4), chance.between(-8, 8), chance.between(-8, 8)]
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const shade = 6 * Math.sin(x / wave + 3 * Math.sin(y / wave))
      for (let channel = 0; channel < 3; channel += 1)
        data[(y * width + x) * 3 + channel] = Math.min(255, paper + shade + (tint[channel] ?? 0))
    }
  return { data, width, height }
}

/** Rows of strokes that are about as long and high as letters, and mean nothing. */
function printLines(card: Raster, [from, to]: [number, number], chance: Chance): void {
  const [letter, pitch] = [5 * MODULE, 10 * MODULE]
  for (let top = from + MODULE; top + letter < to; top += pitch) {
    if (chance.happens(0.3)) continue
    const end = card.width * chance.between(0.3, 0.9)
    for (let left = card.width * 0.06; left < end; left += chance.between(3, 5) * MODULE) {
      if (chance.happens(0.15)) continue
      for (let stroke = 0; stroke < 3; stroke += 1) {
        const [x, y] = [left + chance.between(0, 2) * MODULE, top + chance.between(0, 0.7) * letter]
        const isUpright = chance.happens(0.6)
        fill(card, [x, y], isUpright ? [MODULE * 0.7, letter * 0.4] : [2 * MODULE, MODULE * 0.6])
      }
    }
  }
}

function place(card: Raster, symbol: Symbols, [left, top]: [number, number]): void {
  const quiet = 2 * MODULE
  const [wide, high] = [symbol.width * MODULE, symbol.height * MODULE]
  fill(card, [left - quiet, top - quiet], [wide + 2 * quiet, high + 2 * quiet], 248)
  for (let y = 0; y < symbol.height; y += 1)
    for (let x = 0; x < symbol.width; x += 1)
      if (symbol.data[y * symbol.width + x] === 0) fill(card, [left + x * MODULE, top + y * MODULE], [MODULE, MODULE])
}

function fill(
  { data, width, height }: Raster,
  [x, y]: [number, number],
  [wide, high]: [number, number],
  level = 34,
): void {
  const [left, top] = [Math.max(0, Math.round(x)), Math.max(0, Math.round(y))]
  for (let row = top; row < Math.min(height, y + high); row += 1)
    data.fill(level, (row * width + left) * 3, (row * width + Math.min(width, Math.round(x + wide))) * 3)
}
