import type { Luminance } from '@/lib/capture/luminance'
import { hevcConfiguration, hevcPicture, number } from './drawn-hevc'

/** Generates HEIC files (ISO/IEC 23008-12) for tests: valid, rotated and malicious ones. */

type Size = { width: number; height: number }

type Drawing = {
  /** Both sides must be multiples of 32. */
  picture: Luminance
  /** The size that the file claims. Default: that of the picture. */
  claimed?: Size
  /** The size that the coded picture claims. Default: that of the picture. */
  coded?: Size
  /** Repeats the picture as tiles, as phones store photos. All tiles share the same bytes. */
  grid?: { columns: number; rows: number }
  /** Counterclockwise rotation in quarter turns. */
  turns?: number
  /** The major brand of the file. */
  brand?: string
}

type Item = { type: string; data: Buffer; properties: Buffer[] }

/** Generates a HEIC with one picture, or with a grid that repeats it. */
export function drawHeic({ picture, claimed, coded = picture, grid, turns, brand = 'heic' }: Drawing): Buffer {
  const size = claimed ?? { width: picture.width * (grid?.columns ?? 1), height: picture.height * (grid?.rows ?? 1) }
  const turn = turns === undefined ? [] : [box('irot', Buffer.from([turns]))]
  const [data, decoder] = [hevcPicture(picture), box('hvcC', hevcConfiguration(coded))]
  if (!grid) return fileOf(brand, [{ type: 'hvc1', data, properties: [decoder, extents(size), ...turn] }], [])
  const tile = { type: 'hvc1', data, properties: [decoder, extents(picture)] }
  const tiles = Array.from({ length: grid.columns * grid.rows }, () => tile)
  const whole = { type: 'grid', data: gridOf(grid, size), properties: [extents(size), ...turn] }
  return fileOf(brand, [...tiles, whole], [fullBox('iref', 0, tilesOf(tiles.length))])
}

/** Items are numbered from 1. The last one is the primary item. */
function fileOf(brand: string, items: readonly Item[], more: Buffer[]): Buffer {
  const properties = [...new Set(items.flatMap((item) => item.properties))]
  const parts = [...new Set(items.map(({ data }) => data))]
  const meta = (start: number) =>
    fullBox('meta', 0, [
      fullBox('hdlr', 0, [Buffer.from('\0\0\0\0pict'), Buffer.alloc(13)]),
      fullBox('pitm', 0, [number(items.length, 2)]),
      fullBox('iloc', 0, locations(items, parts, start)),
      fullBox('iinf', 0, [number(items.length, 2), ...items.map(({ type }, i) => entry(i + 1, type))]),
      box('iprp', box('ipco', ...properties), fullBox('ipma', 0, associations(items, properties))),
      ...more,
    ])
  const type = box('ftyp', Buffer.from(`${brand}\0\0\0\0mif1heic`))
  // The length of the boxes before the data does not depend on where it starts.
  const start = type.length + meta(0).length + 8
  return Buffer.concat([type, meta(start), box('mdat', ...parts)])
}

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([number(body.length + 8, 4), Buffer.from(type), body])
}

function fullBox(type: string, version: number, content: Buffer[]): Buffer {
  return box(type, Buffer.from([version, 0, 0, 0]), ...content)
}

function entry(id: number, type: string): Buffer {
  return fullBox('infe', 2, [number(id, 2), number(0, 2), Buffer.from(`${type}\0`)])
}

function extents({ width, height }: Size): Buffer {
  return fullBox('ispe', 0, [number(width, 4), number(height, 4)])
}

/** The position of each item's bytes in the file. `parts` are consecutive from `start`. */
function locations(items: readonly Item[], parts: readonly Buffer[], start: number): Buffer[] {
  const rows = items.map(({ data }, i) => {
    const at = start + Buffer.concat(parts.slice(0, parts.indexOf(data))).length
    return Buffer.concat([number(i + 1, 2), number(0, 2), number(1, 2), number(at, 4), number(data.length, 4)])
  })
  return [Buffer.from([0x44, 0]), number(items.length, 2), ...rows]
}

/** The properties of each item, by their 1-based indexes. */
function associations(items: readonly Item[], properties: readonly Buffer[]): Buffer[] {
  const rows = items.map((item, i) => {
    const places = item.properties.map((property) => properties.indexOf(property) + 1)
    return Buffer.concat([number(i + 1, 2), Buffer.from([places.length, ...places])])
  })
  return [number(items.length, 4), ...rows]
}

function gridOf({ columns, rows }: { columns: number; rows: number }, { width, height }: Size): Buffer {
  return Buffer.concat([Buffer.from([0, 1, rows - 1, columns - 1]), number(width, 4), number(height, 4)])
}

/** Declares that the item after `count` tiles consists of them. */
function tilesOf(count: number): Buffer[] {
  const tiles = Array.from({ length: count }, (_, i) => number(i + 1, 2))
  return [box('dimg', number(count + 1, 2), number(count, 2), ...tiles)]
}
