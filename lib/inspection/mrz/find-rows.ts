import type { Luminance } from '@/lib/capture/luminance'

/**
 * A row of print: its middle, its length along and its height across it, in pixels, and its direction there in radians.
 * `curve` is how a row on a bent page leaves that direction: at a distance of d from the middle by curve × d², across.
 */
export type Row = {
  readonly x: number
  readonly y: number
  readonly length: number
  readonly height: number
  readonly angle: number
  readonly curve?: number
}

/** From this value on a pixel of the map belongs to print. */
const PRINT = 77
/** Specks are no rows. In pixels of the map. */
const LEAST_PIXELS = 24
/** How far pieces of one row may lie apart, in heights: wide spacing and fillers leave gaps. */
const GAP_IN_HEIGHTS = 4

/**
 * The rows of print in a map of where print is (0 to 255 for each pixel), with what lies on one line joined.
 */
export function findRows(map: Luminance): Row[] {
  const pieces = islandsIn(map).map((island) => boxAround(island, map.width))
  return joined(pieces)
}

/** The places of pixels that hang together. */
function islandsIn({ data, width, height }: Luminance): number[][] {
  const seen = new Uint8Array(width * height)
  const islands: number[][] = []
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] || (data[start] ?? 0) < PRINT) continue
    const island = [start]
    seen[start] = 1
    for (let next = 0; next < island.length; next += 1) {
      const place = island[next] ?? 0
      const x = place % width
      for (const other of [x > 0 ? place - 1 : -1, x < width - 1 ? place + 1 : -1, place - width, place + width]) {
        if (other < 0 || other >= seen.length || seen[other] || (data[other] ?? 0) < PRINT) continue
        seen[other] = 1
        island.push(other)
      }
    }
    if (island.length >= LEAST_PIXELS) islands.push(island)
  }
  return islands
}

/** The box around an island along its main axis. */
function boxAround(island: readonly number[], width: number): Row {
  const count = island.length
  let [x, y] = [0, 0]
  for (const place of island) {
    x += (place % width) / count
    y += Math.floor(place / width) / count
  }
  let [xx, yy, xy] = [0, 0, 0]
  for (const place of island) {
    const [dx, dy] = [(place % width) - x, Math.floor(place / width) - y]
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2
  const points = island.map((place) => ({ x: place % width, y: Math.floor(place / width) }))
  return { ...boxAlong(points, angle), height: heightOf(points, { x, y, angle }) }
}

/** How high an island is across its line, which may be bent: the page is, and not the print any higher. */
function heightOf(
  points: readonly { x: number; y: number }[],
  middle: { x: number; y: number; angle: number },
): number {
  const [cos, sin] = [Math.cos(middle.angle), Math.sin(middle.angle)]
  const places = points.map(({ x, y }) => {
    const [dx, dy] = [x - middle.x, y - middle.y]
    return { square: (dx * cos + dy * sin) ** 2, across: dy * cos - dx * sin }
  })
  const mean = places.reduce((sum, { square }) => sum + square, 0) / places.length
  const curve =
    places.reduce((sum, { square, across }) => sum + (square - mean) * across, 0) /
    Math.max(
      1,
      places.reduce((sum, { square }) => sum + (square - mean) ** 2, 0),
    )
  let [top, bottom] = [Infinity, -Infinity]
  for (const { square, across } of places) {
    top = Math.min(top, across - curve * square)
    bottom = Math.max(bottom, across - curve * square)
  }
  return bottom - top + 1
}

/** The box around points, in a given direction. */
function boxAlong(points: readonly { x: number; y: number }[], angle: number): Row {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  let [from, to, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { x, y } of points) {
    const [along, across] = [x * cos + y * sin, y * cos - x * sin]
    from = Math.min(from, along)
    to = Math.max(to, along)
    top = Math.min(top, across)
    bottom = Math.max(bottom, across)
  }
  const [along, across] = [(from + to) / 2, (top + bottom) / 2]
  return {
    ...{ x: along * cos - across * sin, y: along * sin + across * cos },
    ...{ length: to - from + 1, height: bottom - top + 1, angle },
  }
}

/** Joins pieces that lie on one line, beginning with the longest, whose direction is the surest. */
function joined(pieces: readonly Row[]): Row[] {
  const waiting = pieces.toSorted((a, b) => b.length - a.length)
  const rows: Row[] = []
  while (waiting.length > 0) {
    let row = waiting.shift()
    if (row === undefined) break
    for (let at = 0; at < waiting.length; ) {
      const piece = waiting[at]
      if (piece && continues(row, piece)) {
        row = boxAlong([...endsOf(row), ...endsOf(piece)], row.angle)
        waiting.splice(at, 1)
        at = 0
      } else at += 1
    }
    rows.push(row)
  }
  return rows
}

/** Whether a piece lies on the line of a row, as high and not far from its end. */
function continues(row: Row, piece: Row): boolean {
  const [along, across] = from(row, piece)
  const short = piece.length < 3 * piece.height
  const turn = Math.abs(Math.sin(piece.angle - row.angle))
  const gap = Math.abs(along) - (row.length + piece.length) / 2
  const height = Math.min(row.height, piece.height)
  const alike = piece.height < 1.8 * row.height && row.height < 2.2 * piece.height
  return alike && (short || turn < 0.12) && Math.abs(across) < 0.45 * height && gap < GAP_IN_HEIGHTS * row.height
}

/** Where another row's middle lies, along a row and across it, from its middle. */
export function from(row: Row, other: { x: number; y: number }): [along: number, across: number] {
  const [dx, dy] = [other.x - row.x, other.y - row.y]
  const [cos, sin] = [Math.cos(row.angle), Math.sin(row.angle)]
  return [dx * cos + dy * sin, dy * cos - dx * sin]
}

/** A row as it goes on at a distance from its middle, along it. */
export function further(row: Row, along: number): Pick<Row, 'x' | 'y' | 'angle'> {
  const [cos, sin] = [Math.cos(row.angle), Math.sin(row.angle)]
  const curve = row.curve ?? 0
  const across = curve * along ** 2
  return {
    ...{ x: row.x + along * cos - across * sin, y: row.y + along * sin + across * cos },
    angle: row.angle + Math.atan(2 * curve * along),
  }
}

/** The corners of a row. */
function endsOf({ x, y, length, height, angle }: Row): { x: number; y: number }[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return [-1, 1].flatMap((side) =>
    [-1, 1].map((edge) => {
      const [along, across] = [((length - 1) / 2) * side, ((height - 1) / 2) * edge]
      return { x: x + along * cos - across * sin, y: y + along * sin + across * cos }
    }),
  )
}

/** The box around rows, in the direction of the first of them. */
export function around(stack: readonly Row[]): Row {
  const [first] = stack
  if (first === undefined) throw new Error('A stack has at least one row')
  const edges = stack.map((row) => {
    const [along, across] = from(first, row)
    return {
      ...{ left: along - row.length / 2, right: along + row.length / 2 },
      ...{ top: across - row.height / 2, bottom: across + row.height / 2 },
    }
  })
  const [left, right] = [Math.min(...edges.map((it) => it.left)), Math.max(...edges.map((it) => it.right))]
  const [top, bottom] = [Math.min(...edges.map((it) => it.top)), Math.max(...edges.map((it) => it.bottom))]
  const [along, across] = [(left + right) / 2, (top + bottom) / 2]
  const [cos, sin] = [Math.cos(first.angle), Math.sin(first.angle)]
  return {
    ...{ x: first.x + along * cos - across * sin, y: first.y + along * sin + across * cos },
    ...{ length: right - left, height: bottom - top, angle: first.angle },
  }
}

/** Whether the middle of one box lies in another. */
export function isWithin(box: Row, other: Row): boolean {
  const [along, across] = from(other, box)
  return Math.abs(along) < other.length / 2 && Math.abs(across) < other.height / 2
}
