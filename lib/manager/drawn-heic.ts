import type { Luminance } from '@/lib/capture/luminance'
import { hevcConfiguration, hevcPicture, number } from './drawn-hevc'

/** Drawn HEICs (ISO/IEC 23008-12) for tests: whole, turned, and hostile ones. */

type Size = { width: number; height: number }

type Drawing = {
  /** Both sides are multiples of 32. */
  picture: Luminance
  /** The size that the file claims; else the picture's. */
  claimed?: Size
  /** The size that the coded picture claims; else the picture's. */
  coded?: Size
  /** So often the picture is laid side by side, as phones do with tiles: each costs two bytes. */
  grid?: { columns: number; rows: number }
  /** Quarters of a turn against the clock at which it is shown. */
  turns?: number
  /** The brand that the file names first. */
  brand?: string
}

const [TILE, GRID] = [1, 2]

/** A HEIC of one picture, or of a grid that repeats it. */
export function drawHeic({ picture, claimed = picture, coded = picture, grid, turns, brand = 'heic' }: Drawing): Buffer {
  const shownSize = grid ? { width: picture.width * grid.columns, height: picture.height * grid.rows } : claimed
  const items = [{ id: TILE, type: 'hvc1', data: hevcPicture(picture) }]
  if (grid) items.push({ id: GRID, type: 'grid', data: gridOf(grid, shownSize) })
  const turn = turns === undefined ? [] : [box('irot', Buffer.from([turns]))]
  const own = [...turn, extents(shownSize)]
  const properties = grid
    ? [box('hvcC', hevcConfiguration(coded)), extents(picture), ...own]
    : [box('hvcC', hevcConfiguration(coded)), ...own]
  const places = properties.map((_, i) => i + 1)
  const used = grid ? [places.slice(0, 2), places.slice(2)] : [places]
  const metaAt = (start: number) =>
    fullBox('meta', 0, [
      fullBox('hdlr', 0, [Buffer.from('\0\0\0\0pict'), Buffer.alloc(13)]),
      fullBox('pitm', 0, [number(items.length, 2)]),
      locations(items, start),
      fullBox('iinf', 0, [number(items.length, 2), ...items.map(entry)]),
      box('iprp', box('ipco', ...properties), associations(used)),
      ...(grid ? [fullBox('iref', 0, [tilesOf(grid)])] : []),
    ])
  const type = box('ftyp', Buffer.from(`${brand}\0\0\0\0mif1heic`))
  // The length of the boxes before the data does not depend on where it starts.
  const start = type.length + metaAt(0).length + 8
  return Buffer.concat([type, metaAt(start), box('mdat', ...items.map(({ data }) => data))])
}

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([number(body.length + 8, 4), Buffer.from(type), body])
}

function fullBox(type: string, version: number, content: Buffer[]): Buffer {
  return box(type, Buffer.from([version, 0, 0, 0]), ...content)
}

function entry({ id, type }: { id: number; type: string }): Buffer {
  return fullBox('infe', 2, [number(id, 2), number(0, 2), Buffer.from(`${type}\0`)])
}

function extents({ width, height }: Size): Buffer {
  return fullBox('ispe', 0, [number(width, 4), number(height, 4)])
}

/** Where each item's bytes stand in the file: one after the other from `start` on. */
function locations(items: readonly { id: number; data: Buffer }[], start: number): Buffer {
  let at = start
  const rows = items.map(({ id, data }) => {
    const row = Buffer.concat([number(id, 2), number(0, 2), number(1, 2), number(at, 4), number(data.length, 4)])
    at += data.length
    return row
  })
  return fullBox('iloc', 0, [Buffer.from([0x44, 0]), number(items.length, 2), ...rows])
}

/** Which properties each item has, by their place in the list; items are numbered from 1. */
function associations(used: readonly number[][]): Buffer {
  const rows = used.map((places, i) => Buffer.concat([number(i + 1, 2), Buffer.from([places.length, ...places])]))
  return fullBox('ipma', 0, [number(used.length, 4), ...rows])
}

function gridOf({ columns, rows }: { columns: number; rows: number }, { width, height }: Size): Buffer {
  return Buffer.concat([Buffer.from([0, 1, rows - 1, columns - 1]), number(width, 4), number(height, 4)])
}

function tilesOf({ columns, rows }: { columns: number; rows: number }): Buffer {
  const count = columns * rows
  return box('dimg', number(GRID, 2), number(count, 2), ...Array.from({ length: count }, () => number(TILE, 2)))
}
