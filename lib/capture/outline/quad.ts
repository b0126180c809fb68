import type { Luminance } from '../luminance'
import type { Line } from './lines'

export type Pixel = { readonly x: number; readonly y: number }

export type Quad = readonly [Pixel, Pixel, Pixel, Pixel]

export function quadOf(left: Line, top: Line, right: Line, bottom: Line): Quad | null {
  const corners = [crossing(left, top), crossing(top, right), crossing(right, bottom), crossing(bottom, left)]
  const [a, b, c, d] = corners
  return a && b && c && d ? [a, b, c, d] : null
}

export function crossing(a: Line, b: Line): Pixel | null {
  const det = Math.sin(b.angle - a.angle)
  if (Math.abs(det) < 0.1) return null
  return {
    x: (a.distance * Math.sin(b.angle) - b.distance * Math.sin(a.angle)) / det,
    y: (b.distance * Math.cos(a.angle) - a.distance * Math.cos(b.angle)) / det,
  }
}

export function lengthsOf([a, b, c, d]: Quad): [number, number, number, number] {
  const length = (p: Pixel, q: Pixel) => Math.hypot(p.x - q.x, p.y - q.y)
  return [length(a, b), length(b, c), length(c, d), length(d, a)]
}

export function areaOf(quad: Quad): number {
  const twice = quad.reduce((sum, p, i) => {
    const q = quad[(i + 1) % 4] ?? p
    return sum + p.x * q.y - q.x * p.y
  }, 0)
  return Math.abs(twice) / 2
}

/** Whether a point lies on the same side of all four sides. */
export function contains(quad: Quad, { x, y }: Pixel): boolean {
  const turns = quad.map((from, i) => {
    const to = quad[(i + 1) % 4] ?? from
    return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x) > 0
  })
  return turns.every((turn) => turn === turns[0])
}

export function isInside({ x, y }: Pixel, { width, height }: Luminance): boolean {
  return x > -2 && y > -2 && x < width + 1 && y < height + 1
}

export function isOutside({ x, y }: Pixel, { width, height }: Luminance): boolean {
  return x < 2 || y < 2 || x > width - 3 || y > height - 3
}
