import type { Luminance } from '../luminance'
import type { Chance } from './chance'

/** What grows and lies about outside, drawn from noise: nothing of it is a document. */
export const NATURE = { landscape, garden, fur, water, clouds, pebbles } as const

/** Brightness (0 to 255) at a pixel. */
export type Shade = (x: number, y: number) => number

/** A picture of this size; every pixel is asked for once. */
export function shaded(width: number, height: number, shade: Shade): Luminance {
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) data[y * width + x] = Math.max(0, Math.min(255, shade(x, y)))
  return { width, height, data }
}

/** Smooth noise of several sizes, from -1 to 1 about: `size` is that of its largest waves in pixels. */
export function noiseFrom(chance: Chance, size: number, octaves: number): (x: number, y: number) => number {
  const values = Float32Array.from({ length: 4_096 }, () => chance.between(-1, 1))
  const at = (column: number, row: number) =>
    values[(Math.imul(column, 73_856_093) ^ Math.imul(row, 19_349_663)) & 4_095] ?? 0
  const smooth = (x: number, y: number) => {
    const [column, row] = [Math.floor(x), Math.floor(y)]
    const [dx, dy] = [x - column, y - row].map((part) => part * part * (3 - 2 * part)) as [number, number]
    const upper = at(column, row) * (1 - dx) + at(column + 1, row) * dx
    return upper * (1 - dy) + (at(column, row + 1) * (1 - dx) + at(column + 1, row + 1) * dx) * dy
  }
  return (x, y) => {
    let [sum, part, scale] = [0, 0.6, 1 / size]
    for (let octave = 0; octave < octaves; octave += 1) {
      sum += part * smooth(x * scale, y * scale)
      part *= 0.6
      scale *= 2
    }
    return sum
  }
}

function landscape(chance: Chance): Shade {
  const [ridge, ground, sky] = [noiseFrom(chance, 300, 4), noiseFrom(chance, 24, 4), chance.between(150, 235)]
  const horizon = chance.between(250, 600)
  return (x, y) => {
    const top = horizon + 120 * ridge(x, 0)
    return y < top ? sky - (y / top) * 30 : 95 + 70 * ground(x, y * (2 - y / 960)) - (y - top) * 0.03
  }
}

function garden(chance: Chance): Shade {
  const [leaves, light] = [noiseFrom(chance, chance.between(12, 40), 4), noiseFrom(chance, 400, 2)]
  const veins = noiseFrom(chance, 5, 2)
  return (x, y) => 115 + 95 * leaves(x + 9 * veins(y, x), y) + 45 * light(x, y) + 45 * veins(x, y)
}

/** Hair that runs one way, in tufts and stripes. */
function fur(chance: Chance): Shade {
  const [hair, flow] = [noiseFrom(chance, chance.between(1.2, 2.5), 2), noiseFrom(chance, 260, 2)]
  const [stripes, lean] = [noiseFrom(chance, 130, 2), chance.between(-1, 1)]
  return (x, y) => {
    const along = x * 0.12 + y * lean * 0.12 + 9 * flow(x, y)
    return 130 + 90 * hair(along, y + lean * x + 60 * flow(y, x)) + 60 * stripes(x, y)
  }
}

function water(chance: Chance): Shade {
  const waves = noiseFrom(chance, chance.between(8, 26), 4)
  return (x, y) => 120 + 90 * waves(x * 0.3, y * (2.2 - y / 900))
}

function clouds(chance: Chance): Shade {
  const cloud = noiseFrom(chance, chance.between(200, 500), 6)
  return (x, y) => 170 + 80 * cloud(x, y)
}

function pebbles(chance: Chance): Shade {
  const size = chance.between(26, 80)
  const stones = Array.from({ length: 400 }, () => ({
    x: chance.next(),
    y: chance.next(),
    tone: chance.between(70, 220),
  }))
  const grain = noiseFrom(chance, 5, 2)
  return (x, y) => {
    let [near, tone] = [2, 0]
    const [column, row] = [Math.floor(x / size), Math.floor(y / size)]
    for (let c = column - 1; c <= column + 1; c += 1)
      for (let r = row - 1; r <= row + 1; r += 1) {
        const stone = stones[(Math.imul(c, 31) + Math.imul(r, 57) + 4_000) % 400]
        if (!stone) continue
        const distance = Math.hypot(x / size - c - stone.x, y / size - r - stone.y)
        if (distance < near) [near, tone] = [distance, stone.tone]
      }
    return tone * (1.1 - near) + 45 * grain(x, y)
  }
}
