import type { Luminance } from '../luminance'
import type { Chance } from './chance'

/** What a document may lie on. */
const TABLES = { plain, wood, tiles, cloth, stone, desk } as const
export type TableKind = keyof typeof TABLES
export const TABLE_KINDS = Object.keys(TABLES) as [TableKind, ...TableKind[]]

/** A table of this kind, `brightness` in the mean (0 to 255). */
export function drawTable(
  kind: TableKind,
  width: number,
  height: number,
  brightness: number,
  chance: Chance,
): Luminance {
  const shade = TABLES[kind](chance)
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) data[y * width + x] = Math.max(0, Math.min(255, brightness + shade(x, y)))
  return { width, height, data }
}

/** The difference from the mean at a pixel. */
type Shade = (x: number, y: number) => number

function plain(chance: Chance): Shade {
  const [across, down] = [chance.between(-0.012, 0.012), chance.between(-0.012, 0.012)]
  return (x, y) => x * across + y * down
}

function wood(chance: Chance): Shade {
  const [plank, bend, grain] = [chance.between(170, 320), chance.between(0.002, 0.006), chance.between(5, 14)]
  const tone = Array.from({ length: 20 }, () => chance.between(-10, 10))
  return (x, y) => {
    const at = y % plank
    if (at < 2) return -35
    return (tone[Math.floor(y / plank) % 20] ?? 0) + grain * Math.sin((at + 22 * Math.sin(x * bend)) / 4.5) * 0.6
  }
}

function tiles(chance: Chance): Shade {
  const [size, gap] = [chance.between(150, 260), chance.between(2, 6)]
  return (x, y) => (x % size < gap || y % size < gap ? -28 : ((Math.floor(x / size) + Math.floor(y / size)) % 2) * 5)
}

function cloth(chance: Chance): Shade {
  const [thread, depth] = [chance.between(5, 9), chance.between(4, 10)]
  return (x, y) => depth * (Math.sin((2 * Math.PI * x) / thread) + Math.sin((2 * Math.PI * y) / thread)) * 0.5
}

function stone(chance: Chance): Shade {
  const waves = Array.from({ length: 6 }, () => ({
    ...{ x: chance.between(-0.02, 0.02), y: chance.between(-0.02, 0.02), at: chance.between(0, 6.28) },
  }))
  return (x, y) => waves.reduce((sum, wave) => sum + 5 * Math.sin(x * wave.x + y * wave.y + wave.at), 0)
}

/** A pen, a cup's foot and a key board's edge lie about. */
function desk(chance: Chance): Shade {
  const pen = { x: chance.between(0, 1_200), y: chance.between(0, 900), lean: chance.between(-1, 1) }
  const cup = {
    x: chance.oneOf([0, 1_280] as const),
    y: chance.oneOf([0, 960] as const),
    radius: chance.between(90, 150),
  }
  return (x, y) => {
    const along = x - pen.x
    if (along > 0 && along < 300 && Math.abs(y - pen.y - along * pen.lean) < 7) return -45
    const ring = Math.abs(Math.hypot(x - cup.x, y - cup.y) - cup.radius)
    return ring < 6 ? 45 : 0
  }
}
