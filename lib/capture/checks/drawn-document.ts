import type { Luminance } from '../luminance'

/** Drawn documents to calibrate and test the checks on; all the same at every run. */

type Drawing = {
  /** Of the whole picture, in pixels. */
  width: number
  height: number
  /** Brightness of the paper, of the print on it, and of the table around it. */
  paper: number
  ink: number
  table: number
  /** Width of the table on every side, in pixels; 0 for a scan. */
  margin: number
  /** Which part of the paper's height stays without print, in the middle. */
  blank: number
}

const CARD: Drawing = { width: 1_200, height: 850, paper: 205, ink: 50, table: 95, margin: 70, blank: 0 }
const DOT = 2
const LETTER = { width: 4 * DOT, height: 5 * DOT }
const LINE = 24

/** A page of small print on a table. */
export function drawDocument(wanted: Partial<Drawing> = {}): Luminance {
  const drawing = { ...CARD, ...wanted }
  const { width, height } = drawing
  const data = new Uint8Array(width * height)
  for (let i = 0; i < data.length; i += 1) data[i] = brightnessAt(drawing, i % width, Math.floor(i / width))
  return { width, height, data }
}

function brightnessAt({ width, height, paper, ink, table, margin, blank }: Drawing, x: number, y: number): number {
  const onPaper = x >= margin && x < width - margin && y >= margin && y < height - margin
  if (!onPaper) return table
  const [left, top] = [x - margin - 40, y - margin - 40]
  const printed = left >= 0 && top >= 0 && x < width - margin - 40 && y < height - margin - 40
  const inBlank = Math.abs(y / height - 0.5) < blank / 2
  return printed && !inBlank && isInk(left, top) ? ink : paper
}

/** Letters of 3 × 5 dots, in words, in lines: none of them means anything. */
function isInk(x: number, y: number): boolean {
  const [column, row] = [Math.floor(x / LETTER.width), Math.floor(y / LINE)]
  const [dotX, dotY] = [Math.floor((x % LETTER.width) / DOT), Math.floor((y % LINE) / DOT)]
  if (dotX > 2 || dotY > 4 || mixed(column, row) % 6 === 0) return false
  return mixed(column * 16 + dotX, row * 16 + dotY) % 5 < 3
}

function mixed(a: number, b: number): number {
  const hash = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b)
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 8
}

/** The picture under another light: `light` gets each pixel's place (0 to 1) and brightness. */
export function relit(
  { width, height, data }: Luminance,
  light: (at: { x: number; y: number; value: number }) => number,
): Luminance {
  const changed = data.map((value, i) =>
    Math.min(255, Math.max(0, light({ x: (i % width) / width, y: Math.floor(i / width) / height, value }))),
  )
  return { width, height, data: changed }
}

/** With a white field in its middle, as cards have where something may be written. */
export function withField(plane: Luminance): Luminance {
  return relit(plane, ({ x, y, value }) => (Math.abs(x - 0.5) < 0.3 && Math.abs(y - 0.5) < 0.09 ? 255 : value))
}

/** With a lamp's reflection in its middle; `radius` as a share of the picture's height. */
export function withReflection(plane: Luminance, radius: number): Luminance {
  const ratio = plane.width / plane.height
  return relit(plane, ({ x, y, value }) => {
    const distance = Math.hypot((x - 0.5) * ratio, y - 0.5) / radius
    const light = Math.min(1, Math.max(0, (1 - distance) / 0.45))
    return value + (255 - value) * light
  })
}
