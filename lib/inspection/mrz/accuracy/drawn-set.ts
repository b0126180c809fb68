import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { type Chance, chanceFrom } from '@/lib/capture/scenes/chance'
import type { MrzFormat } from '@/lib/contract/records'
import { photograph, type Raster, STEADY, type Taking } from './camera'
import { anyFormat, type DrawnSide, drawFront, drawSide, type Ground, type Identity, printedFor } from './drawn-side'
import { invented } from './holder'

/** One is for tuning, the other says how well it went. */
export const HALVES = { tune: 0, tell: 1 } as const
export type Half = keyof typeof HALVES

type Layout = 'alone' | 'below its front' | 'beside another' | 'no zone'
type Way = {
  /** Whether a person may expect such a picture to be read. */
  fair: boolean
  ground?: Ground
  layout?: Layout
  mirrored?: boolean
  /** How wide the zone is in the picture, in pixels, from and to. */
  zone?: readonly [number, number]
  take?: (chance: Chance, zone: number) => Partial<Taking>
}

/** Where the zone is, about: most documents have it near their lower edge. `zone` is its middle, as a share of the height. */
const WAYS: Record<string, Way> = {
  clean: { fair: true },
  small: { fair: true, zone: [480, 620] },
  medium: { fair: true, zone: [620, 900] },
  tilted: { fair: true, take: (chance) => ({ turn: chance.between(-9, 9) }) },
  turned: { fair: true, take: (chance) => ({ turn: chance.oneOf([90, 270]) + chance.between(-3, 3) }) },
  'upside-down': { fair: true, take: (chance) => ({ turn: 180 + chance.between(-3, 3) }) },
  noisy: {
    fair: true,
    take: (chance) => ({ blur: chance.between(0.6, 1.3), noise: chance.between(8, 16), quality: 70 }),
  },
  perspective: { fair: true, take: (chance) => ({ corners: skewed(chance, 0.1), turn: chance.between(-4, 4) }) },
  curved: {
    fair: true,
    take: (chance) => ({ bend: chance.between(0.02, 0.06) * chance.oneOf([1, -1]), turn: chance.between(-2, 2) }),
  },
  glare: { fair: true, take: (chance, zone) => ({ glare: blob(chance, zone) }) },
  shadow: { fair: true, take: (chance, zone) => ({ light: edge(chance, zone) }) },
  'jpeg-40': { fair: true, zone: [620, 1_100], take: () => ({ quality: 40 }) },
  'printed-ground': { fair: true, ground: 'heavy' },
  everyday: { fair: true, zone: [600, 1_100], take: everyday },
  'below-front': { fair: true, layout: 'below its front', zone: [600, 1_000] },
  'beside-another': {
    fair: true,
    layout: 'beside another',
    zone: [600, 900],
    take: (chance) => ({ turn: chance.between(-4, 4) }),
  },
  mirrored: { fair: false, mirrored: true },
  'on-a-screen': { fair: false, take: onScreen },
  'no-zone': { fair: false, layout: 'no zone', take: (chance) => ({ turn: chance.between(-4, 4) }) },
}

export type Drawn = { name: string; way: string; fair: boolean; picture: Buffer; zones: (readonly string[])[] }

/** Draws so many pictures of each way, of one half. */
export async function* drawSet(page: Page, half: Half, each: number): AsyncGenerator<Drawn> {
  for (const [index, way] of Object.keys(WAYS).entries())
    for (let i = 0; i < each; i += 1) {
      const seed = (index * 1_000 + i) * 2 + HALVES[half]
      yield drawOne(page, way, seed, `${way}-${String(i + 1).padStart(2, '0')}.jpg`)
    }
}

/** Writes a set with its `truth.csv` to a folder. Pictures of several zones have their rows side by side: `one|other`. */
export async function writeSet(drawn: AsyncIterable<Drawn>, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true })
  const rows = ['file,kind,fair,mrz1,mrz2,mrz3']
  for await (const { name, way, fair, picture, zones } of drawn) {
    await writeFile(join(folder, name), picture)
    const lines = [0, 1, 2].map((row) =>
      zones
        .map((zone) => zone[row] ?? '')
        .join('|')
        .replace(/^\|+$/, ''),
    )
    rows.push([name, way, fair ? 1 : 0, ...lines].join(','))
  }
  await writeFile(join(folder, 'truth.csv'), `${rows.join('\n')}\n`)
  return rows.length - 1
}

async function drawOne(page: Page, name: string, seed: number, file: string): Promise<Drawn> {
  const { fair, ground, layout = 'alone', mirrored = false, zone = [700, 1_300], take } = WAYS[name] ?? { fair: false }
  const chance = chanceFrom(seed * 7_919 + 17)
  const own = identityOf(anyFormat(chance), seed * 31 + 5, chance)
  const other = identityOf(chance.oneOf(['TD3', 'TD1'] as const), seed * 31 + 6, chance)
  const print = () => ({
    ground: ground ?? chance.oneOf(['plain', 'fine', 'fine'] as const),
    bold: chance.between(0, 2),
  })
  const [front, side, otherSide] = [drawFront(own), drawSide(own, print()), drawSide(other, print())]
  const sides = {
    alone: [side],
    'below its front': [front, side],
    'beside another': [side, otherSide],
    'no zone': [front],
  }[layout]
  const rasters: Raster[] = []
  for (const one of sides) rasters.push(await rasterOf(page, one))
  const document = mirrored ? await flopped(stacked(rasters)) : stacked(rasters)
  const middle = 1 - (0.14 * side.height) / document.height
  const taking = { ...STEADY, scale: chance.between(...zone) / (side.zoneWidth || 1_000), ...take?.(chance, middle) }
  const zones = sides.map(({ lines }) => lines).filter((lines) => lines.length > 0)
  return { name: file, way: name, fair, picture: await photograph(document, taking, chance), zones }
}

function identityOf(format: MrzFormat, seed: number, chance: Chance): Identity {
  const holder = invented(seed)
  return { format, holder, print: printedFor(format, holder, chance) }
}

async function rasterOf(page: Page, { html, width, height }: DrawnSide): Promise<Raster> {
  await page.setViewportSize({ width: Math.round(width), height: Math.round(height) })
  await page.setContent(html)
  await page.evaluate(() => document.fonts.ready)
  const { data, info } = await sharp(await page.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

/** One above the other on the table. */
function stacked(rasters: readonly Raster[]): Raster {
  const [first] = rasters
  if (rasters.length === 1 && first) return first
  const gap = 40
  const width = Math.max(...rasters.map((raster) => raster.width))
  const height = rasters.reduce((sum, raster) => sum + raster.height + gap, -gap)
  const data = new Uint8Array(width * height * 3).fill(92)
  let top = 0
  for (const raster of rasters) {
    const left = Math.floor((width - raster.width) / 2)
    for (let y = 0; y < raster.height; y += 1)
      data.set(raster.data.subarray(y * raster.width * 3, (y + 1) * raster.width * 3), ((top + y) * width + left) * 3)
    top += raster.height + gap
  }
  return { width, height, data }
}

async function flopped({ width, height, data }: Raster): Promise<Raster> {
  return {
    width,
    height,
    data: await sharp(data, { raw: { width, height, channels: 3 } })
      .flop()
      .raw()
      .toBuffer(),
  }
}

/** Corners as if the camera were held at an angle. */
function skewed(chance: Chance, most: number): [number, number][] {
  const [tip, yaw] = [chance.between(-most, most), chance.between(-most, most)]
  return [
    [Math.max(0, tip), Math.max(0, yaw)],
    [-Math.max(0, tip), Math.max(0, -yaw)],
    [-Math.max(0, -tip), -Math.max(0, -yaw)],
    [Math.max(0, -tip), -Math.max(0, yaw)],
  ]
}

/** A lamp in the laminate over a part of the zone: pale, but not all white. */
function blob(chance: Chance, zone: number): Taking['glare'] {
  const [at, wide, strength] = [chance.between(0.15, 0.85), chance.between(0.06, 0.2), chance.between(0.45, 0.78)]
  return (u, v) => strength * Math.exp(-(((u - at) / wide) ** 2) - ((v - zone) / 0.14) ** 2)
}

/** The shadow of a hand or the phone, whose edge crosses the zone. */
function edge(chance: Chance, zone: number): Taking['light'] {
  const [at, slope] = [chance.between(0.25, 0.75), chance.between(-1.2, 1.2)]
  const [dark, soft] = [chance.between(0.3, 0.55), chance.between(0.004, 0.05)]
  return (u, v) => dark + (1 - dark) / (1 + Math.exp(-(u - at + (v - zone) * slope) / soft))
}

/** A bit of everything, as most photos are. */
function everyday(chance: Chance, zone: number): Partial<Taking> {
  const shade = edge(chance, zone)
  const hasShade = chance.happens(0.4)
  return {
    ...{ corners: skewed(chance, 0.05), turn: chance.between(-6, 6), bend: chance.between(-0.015, 0.015) },
    ...{ blur: chance.between(0, 0.9), noise: chance.between(2, 9), quality: Math.round(chance.between(55, 88)) },
    light: (u, v) => (hasShade ? shade(u, v) : 1) * (0.8 + 0.25 * (u + v) * 0.5),
    glare: chance.happens(0.3) ? blob(chance, chance.between(0.2, 1)) : () => 0,
  }
}

/** Photographed from a screen: its pixels and those of the camera make patterns. */
function onScreen(chance: Chance): Partial<Taking> {
  const [across, down, depth] = [chance.between(2.3, 3.6), chance.between(2.3, 3.6), chance.between(0.08, 0.22)]
  return {
    ...{ turn: chance.between(-3, 3), corners: skewed(chance, 0.04) },
    grid: (x, y) => 1 - depth + depth * Math.sin((2 * Math.PI * x) / across) * Math.sin((2 * Math.PI * y) / down),
    glare: blob(chance, chance.between(0, 1)),
  }
}
