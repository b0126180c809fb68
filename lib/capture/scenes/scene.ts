import sharp from 'sharp'
import type { Luminance } from '../luminance'
import type { Chance } from './chance'

/** A corner, in pixels of the picture. */
export type Corner = { x: number; y: number }
export type Corners = readonly [Corner, Corner, Corner, Corner]

export type Placing = {
  /** The paper's longer side over the picture's, where it would fit. */
  fill: number
  /** In degrees. */
  turn: number
  /** How far it is tilted away: 0 is seen from straight above. */
  tilt: { x: number; y: number }
  /** Of its centre from the picture's, in shares of the picture. */
  shift: { x: number; y: number }
}

/** Where the paper's corners come to lie, clockwise from its own top left. */
export function placed(paper: Luminance, picture: { width: number; height: number }, placing: Placing): Corners {
  const fitting = Math.min(picture.width / paper.width, picture.height / paper.height)
  const scale = fitting * placing.fill
  const [cos, sin] = [Math.cos((placing.turn * Math.PI) / 180), Math.sin((placing.turn * Math.PI) / 180)]
  const corner = (u: number, v: number): Corner => {
    const nearness = 1 + placing.tilt.x * u + placing.tilt.y * v
    const [x, y] = [u * paper.width * scale * nearness, v * paper.height * scale * nearness]
    return {
      x: picture.width * (0.5 + placing.shift.x) + x * cos - y * sin,
      y: picture.height * (0.5 + placing.shift.y) + x * sin + y * cos,
    }
  }
  return [corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5)]
}

/** Lays the paper onto the table, with a soft shadow around it. */
export function lay(paper: Luminance, table: Luminance, corners: Corners): Luminance {
  const data = Uint8Array.from(table.data)
  const inverse = inverseOf(corners)
  const margin = 14
  const [left, right] = [Math.min(...corners.map(({ x }) => x)), Math.max(...corners.map(({ x }) => x))]
  const [top, bottom] = [Math.min(...corners.map(({ y }) => y)), Math.max(...corners.map(({ y }) => y))]
  for (let y = Math.max(0, Math.floor(top - margin)); y < Math.min(table.height, bottom + margin); y += 1) {
    for (let x = Math.max(0, Math.floor(left - margin)); x < Math.min(table.width, right + margin); x += 1) {
      const { u, v } = inverse(x + 0.5, y + 0.5)
      const outside = Math.max(-u, u - 1, -v, v - 1)
      const i = y * table.width + x
      if (outside <= 0) data[i] = sampled(paper, u * paper.width - 0.5, v * paper.height - 0.5)
      else if (outside < 0.02) data[i] = (data[i] ?? 0) * (0.8 + 0.2 * (outside / 0.02))
    }
  }
  return { width: table.width, height: table.height, data }
}

function sampled({ width, height, data }: Luminance, x: number, y: number): number {
  const [column, row] = [
    Math.max(0, Math.min(width - 2, Math.floor(x))),
    Math.max(0, Math.min(height - 2, Math.floor(y))),
  ]
  const [dx, dy] = [Math.max(0, Math.min(1, x - column)), Math.max(0, Math.min(1, y - row))]
  const at = (i: number) => data[i] ?? 0
  const i = row * width + column
  return (at(i) * (1 - dx) + at(i + 1) * dx) * (1 - dy) + (at(i + width) * (1 - dx) + at(i + width + 1) * dx) * dy
}

/** From a place in the picture to a place on the paper, 0 to 1 (a projective map: Heckbert 1989, 2.2.3). */
function inverseOf([a, b, c, d]: Corners): (x: number, y: number) => { u: number; v: number } {
  const [dx1, dx2, dx3] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x]
  const [dy1, dy2, dy3] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y]
  const det = dx1 * dy2 - dx2 * dy1
  const g = (dx3 * dy2 - dx2 * dy3) / det
  const h = (dx1 * dy3 - dx3 * dy1) / det
  const [m11, m12, m13] = [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x]
  const [m21, m22, m23] = [b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y]
  return (x, y) => {
    const [a11, a12, b1] = [m11 - x * g, m12 - x * h, x - m13]
    const [a21, a22, b2] = [m21 - y * g, m22 - y * h, y - m23]
    const inner = a11 * a22 - a12 * a21
    return { u: (b1 * a22 - a12 * b2) / inner, v: (a11 * b2 - b1 * a21) / inner }
  }
}

/** Under a lamp: `level` of the full brightness, falling off towards one side by `fall`. */
export function lit({ width, height, data }: Luminance, level: number, fall: { x: number; y: number }): Luminance {
  const changed = data.map((value, i) => {
    const [x, y] = [(i % width) / width - 0.5, Math.floor(i / width) / height - 0.5]
    return Math.max(0, Math.min(255, value * level * (1 + fall.x * x + fall.y * y)))
  })
  return { width, height, data: changed }
}

/** A lamp's reflection, soft at its border; its centre and radius in pixels. */
export function reflecting(picture: Luminance, centre: Corner, radius: number): Luminance {
  const data = picture.data.map((value, i) => {
    const distance = Math.hypot((i % picture.width) - centre.x, Math.floor(i / picture.width) - centre.y) / radius
    const light = Math.max(0, Math.min(1, (1 - distance) / 0.5))
    return value + (255 - value) * light
  })
  return { width: picture.width, height: picture.height, data }
}

/** Out of focus: a Gaussian of `sigma` pixels. */
export async function blurredBy({ width, height, data }: Luminance, sigma: number): Promise<Luminance> {
  if (sigma < 0.3) return { width, height, data }
  const picture = sharp(data, { raw: { width, height, channels: 1 } }).blur(sigma)
  return { width, height, data: await picture.toColourspace('b-w').raw().toBuffer() }
}

/** Shaken while it was taken: smeared along a line, in pixels. */
export function shaken({ width, height, data }: Luminance, along: Corner): Luminance {
  const steps = Math.max(1, Math.ceil(Math.hypot(along.x, along.y)))
  const changed = data.map((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    let sum = 0
    for (let step = 0; step <= steps; step += 1) {
      const column = Math.max(0, Math.min(width - 1, Math.round(x + along.x * (step / steps - 0.5))))
      const row = Math.max(0, Math.min(height - 1, Math.round(y + along.y * (step / steps - 0.5))))
      sum += data[row * width + column] ?? 0
    }
    return sum / (steps + 1)
  })
  return { width, height, data: changed }
}

/** With a camera's noise of this standard deviation, about. */
export function noisy({ width, height, data }: Luminance, deviation: number, chance: Chance): Luminance {
  const changed = data.map((value) => {
    const noise = (chance.next() + chance.next() + chance.next() - 1.5) * 2 * deviation
    return Math.max(0, Math.min(255, value + noise))
  })
  return { width, height, data: changed }
}
