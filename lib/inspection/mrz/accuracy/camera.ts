import sharp from 'sharp'
import type { Chance } from '@/lib/capture/scenes/chance'

/** Pixels of three bytes: red, green, blue. */
export type Raster = { width: number; height: number; data: Uint8Array }

/** How a picture is taken. Places on the document are shares of its width and height, from its upper left corner. */
export type Taking = {
  /** How many pixels of the picture one pixel of the document takes. */
  scale: number
  /** Clockwise, in degrees. */
  turn: number
  /** How far each corner is from where it would be, as a share of the document's size. */
  corners: readonly [number, number][]
  /** How much a page arches, as a share of its height. */
  bend: number
  /** What a place of the document sends to the camera of what it should. */
  light: (u: number, v: number) => number
  /** How much of a place is white for a reflection. */
  glare: (u: number, v: number) => number
  /** What a place of the picture sends of what it should: the grid of a screen. */
  grid: (x: number, y: number) => number
  blur: number
  /** Deviation of the noise, in levels. */
  noise: number
  quality: number
}

export const STEADY: Taking = {
  ...{ scale: 1, turn: 0, corners: [], bend: 0, blur: 0, noise: 2, quality: 90 },
  ...{ light: () => 1, glare: () => 0, grid: () => 1 },
}

const TABLE = [104, 82, 64] as const
/** The table around the document, as a share of its size. */
const MARGIN = 0.07

/** Takes a picture of a document on a table, as a JPEG. */
export async function photograph(document: Raster, taking: Taking, chance: Chance): Promise<Buffer> {
  const near = await scaled(document, taking.scale)
  const quad = cornersOf(near, taking)
  const [xs, ys] = [quad.map(([x]) => x), quad.map(([, y]) => y)]
  const margin = MARGIN * Math.max(near.width, near.height)
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin]
  const width = Math.round(Math.max(...xs) + margin - left)
  const height = Math.round(Math.max(...ys) + margin - top)
  const toPlace = inverseOf(ontoQuad(quad.map(([x, y]) => [x - left, y - top])))
  const data = new Uint8Array(width * height * 3)
  const tint = [chance.between(-30, 60), chance.between(-30, 60), chance.between(-30, 60)]
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [u, v] = toPlace(x + 0.5, y + 0.5)
      const at = (y * width + x) * 3
      const level = taking.grid(x, y)
      const grain = 8 * Math.sin(x / 7 + 3 * Math.sin(y / 41))
      const arched = v + taking.bend * (4 * u * (1 - u) - 1)
      for (let channel = 0; channel < 3; channel += 1) {
        const seen = u >= 0 && u < 1 && arched >= 0 && arched < 1 ? sample(near, u, arched, channel) : null
        const lit = (seen ?? (TABLE[channel] ?? 0) + (tint[channel] ?? 0) + grain) * taking.light(u, v) * level
        data[at + channel] = clamped(lit + (255 - lit) * taking.glare(u, v) + noiseOf(chance) * taking.noise)
      }
    }
  const picture = sharp(data, { raw: { width, height, channels: 3 } })
  return (taking.blur > 0.3 ? picture.blur(taking.blur) : picture).jpeg({ quality: taking.quality }).toBuffer()
}

async function scaled({ data, width, height }: Raster, scale: number): Promise<Raster> {
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) }
  const resized = sharp(data, { raw: { width, height, channels: 3 } }).resize({ ...size, fit: 'fill' })
  return { ...size, data: await resized.raw().toBuffer() }
}

const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const

function cornersOf({ width, height }: Raster, { turn, corners }: Taking): [number, number][] {
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)]
  return CORNERS.map(([u, v], i) => {
    const [dx, dy] = corners[i] ?? [0, 0]
    const [x, y] = [(u - 0.5 + dx) * width, (v - 0.5 + dy) * height]
    return [x * cos - y * sin, x * sin + y * cos]
  })
}

type Matrix = readonly [number, number, number, number, number, number, number, number, number]

/** The projection that takes the unit square to a quadrilateral (Heckbert, 1989). */
function ontoQuad(quad: [number, number][]): Matrix {
  const [[x0, y0] = [0, 0], [x1, y1] = [0, 0], [x2, y2] = [0, 0], [x3, y3] = [0, 0]] = quad
  const [dx1, dx2, dx3] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3]
  const [dy1, dy2, dy3] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3]
  const det = dx1 * dy2 - dx2 * dy1
  const [g, h] = [(dx3 * dy2 - dx2 * dy3) / det, (dx1 * dy3 - dx3 * dy1) / det]
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h, 1]
}

function inverseOf([a, b, c, d, e, f, g, h, i]: Matrix): (x: number, y: number) => [number, number] {
  const rows = [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ] as const
  return (x, y) => {
    const [u, v, w] = rows.map(([p, q, r]) => p * x + q * y + r)
    return [(u ?? 0) / (w ?? 1), (v ?? 0) / (w ?? 1)]
  }
}

/** Between the four pixels around a place. */
function sample({ width, height, data }: Raster, u: number, v: number, channel: number): number {
  const [x, y] = [
    Math.min(width - 1.001, Math.max(0, u * width - 0.5)),
    Math.min(height - 1.001, Math.max(0, v * height - 0.5)),
  ]
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [across, down] = [x - left, y - top]
  const at = (top * width + left) * 3 + channel
  const below = at + width * 3
  const upper = (data[at] ?? 0) * (1 - across) + (data[at + 3] ?? 0) * across
  const lower = (data[below] ?? 0) * (1 - across) + (data[below + 3] ?? 0) * across
  return upper * (1 - down) + lower * down
}

function clamped(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)))
}

/** About normal: the sum of three even ones. */
function noiseOf({ next }: Chance): number {
  return (next() + next() + next() - 1.5) * 2
}
