import type { Luminance } from '../luminance'
import type { Check } from './check'

const BLOCK = 16
const SATURATED = 251
/** A block with light running out of a reflection: bright, and smooth. */
const HALO = { from: 190, to: 251, deviation: 22 }
/** Share of the picture that one reflection burns out before it matters. */
const SPOT = 0.01
/** Share of a spot's border that must be halo. White paper ends in hard edges: its share is near 0. */
const SOFT_BORDER = 0.6
/** A reflection is much brighter than what lies `blocks` around it; white paper under a lamp fades more slowly. */
const SURROUNDINGS = { blocks: 4, darkerThan: 245 }
/** Its light runs out step by step: from one ring to the last the paper gets darker by this. Around a white field it is one. */
const RUNS_OUT = 4

/** Where reflections have less than this of all that is as white, white is the paper: a scanner whitened it. */
const REFLECTED = 0.5

type Block = { kind: 'burnt' | 'halo' | 'other'; mean: number }
type Grid = { blocks: Block[]; columns: number; rows: number }

/**
 * A reflection: a burnt-out spot whose light runs out softly. White that reaches the picture's edge is a table
 * or a scan, not a reflection. The score is the largest spot's share of the picture.
 */
export const checkGlare: Check = ({ plane, document }) => {
  const grid = gridOf(plane)
  const { blocks } = grid
  const spots = burntSpots(grid).filter((spot) => spot.length >= SPOT * blocks.length && isReflection(grid, spot))
  const sizes = spots.map((spot) => spot.length)
  const reflected = sizes.reduce((sum, size) => sum + size, 0)
  if (reflected === 0) return null
  const white = gridOf(document).blocks.filter(({ kind }) => kind === 'burnt').length
  return reflected < REFLECTED * white ? null : { code: 'GLARE', score: Math.max(...sizes) / blocks.length }
}

function gridOf(plane: Luminance): Grid {
  const columns = Math.floor(plane.width / BLOCK)
  const rows = Math.floor(plane.height / BLOCK)
  const blocks = Array.from({ length: columns * rows }, (_, i) => blockAt(plane, i % columns, Math.floor(i / columns)))
  return { blocks, columns, rows }
}

/** The burnt blocks in connected groups, by flood fill. */
function burntSpots(grid: Grid): number[][] {
  const seen = new Set<number>()
  const spots: number[][] = []
  grid.blocks.forEach((block, start) => {
    if (block.kind !== 'burnt' || seen.has(start)) return
    const spot = [start]
    seen.add(start)
    // The list grows while it is walked: each block brings its neighbours.
    for (const i of spot) {
      for (const next of neighbours(grid, i)) {
        if (grid.blocks[next]?.kind !== 'burnt' || seen.has(next)) continue
        seen.add(next)
        spot.push(next)
      }
    }
    spots.push(spot)
  })
  return spots
}

function isReflection(grid: Grid, spot: number[]): boolean {
  const { blocks, columns, rows } = grid
  const atEdge = spot.some(
    (i) => i % columns === 0 || i % columns === columns - 1 || i < columns || i >= columns * (rows - 1),
  )
  if (atEdge) return false
  const border = new Set(spot.flatMap((i) => neighbours(grid, i)).filter((i) => blocks[i]?.kind !== 'burnt'))
  const soft = [...border].filter((i) => blocks[i]?.kind === 'halo').length
  return soft >= SOFT_BORDER * border.size && standsOut(grid, spot)
}

function standsOut(grid: Grid, spot: number[]): boolean {
  const seen = new Set(spot)
  const rings: number[][] = [spot]
  for (let step = 0; step < SURROUNDINGS.blocks; step += 1) {
    const ring = [...new Set((rings.at(-1) ?? []).flatMap((i) => neighbours(grid, i)))].filter((i) => !seen.has(i))
    for (const i of ring) seen.add(i)
    rings.push(ring)
  }
  // Of a ring the brighter quarter is paper; its print is darker wherever it is.
  const paper = rings.slice(1).map((ring) => brightnessOf(grid, ring, 0.75))
  const around = brightnessOf(grid, rings.at(-1) ?? [], 0.5)
  return around < SURROUNDINGS.darkerThan && (paper[1] ?? 0) - (paper.at(-1) ?? 0) >= RUNS_OUT
}

/** The mean brightness that `share` of the blocks stay below. */
function brightnessOf({ blocks }: Grid, ring: readonly number[], share: number): number {
  const means = ring.map((i) => blocks[i]?.mean ?? 0).sort((a, b) => a - b)
  return means[Math.floor(means.length * share)] ?? 0
}

function neighbours({ columns, rows }: Grid, i: number): number[] {
  const column = i % columns
  return [
    ...(column > 0 ? [i - 1] : []),
    ...(column < columns - 1 ? [i + 1] : []),
    ...(i >= columns ? [i - columns] : []),
    ...(i < columns * (rows - 1) ? [i + columns] : []),
  ]
}

function blockAt({ data, width }: Luminance, column: number, row: number): Block {
  let sum = 0
  let squares = 0
  for (let y = row * BLOCK; y < (row + 1) * BLOCK; y += 1) {
    for (let i = y * width + column * BLOCK, end = i + BLOCK; i < end; i += 1) {
      const value = data[i] ?? 0
      sum += value
      squares += value * value
    }
  }
  const mean = sum / BLOCK ** 2
  const deviation = Math.sqrt(Math.max(0, squares / BLOCK ** 2 - mean ** 2))
  if (mean >= SATURATED && deviation < 4) return { kind: 'burnt', mean }
  const halo = mean >= HALO.from && mean < HALO.to && deviation < HALO.deviation
  return { kind: halo ? 'halo' : 'other', mean }
}
