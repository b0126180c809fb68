import type { FindingCode } from '@/lib/contract/pictures/findings'
import type { Luminance } from '../luminance'
import { type Chance, chanceFrom } from './chance'
import { drawPaper, type PaperKind } from './papers'
import {
  blurredBy,
  type Corner,
  type Corners,
  lay,
  lit,
  noisy,
  type Placing,
  placed,
  reflecting,
  shaken,
} from './scene'
import { drawTable, TABLE_KINDS } from './tables'

/** What is wrong with a picture of the set, if anything. */
export const LABELS = ['good', 'blurred', 'shaken', 'dark', 'bright', 'glare', 'cut', 'far', 'none'] as const
export type Label = (typeof LABELS)[number]

/** The finding that each label asks for. */
export const FINDING_OF: Record<Exclude<Label, 'good'>, FindingCode> = {
  blurred: 'BLUR',
  shaken: 'BLUR',
  dark: 'TOO_DARK',
  bright: 'TOO_BRIGHT',
  glare: 'GLARE',
  cut: 'CUT_OFF',
  far: 'TOO_FAR',
  none: 'NO_DOCUMENT',
}

const PICTURE = { width: 1_280, height: 960 }
const PAPERS: readonly [PaperKind, ...PaperKind[]] = ['card', 'passport', 'page']

/** The picture number `index` with this label: another document, table, light, angle and camera each time. */
export async function drawScene(label: Label, index: number): Promise<Luminance> {
  const chance = chanceFrom(LABELS.indexOf(label) * 100_003 + index * 7_919 + 17)
  const paper = drawPaper(chance.oneOf(PAPERS), chance)
  const paperBrightness = paper.data[3] ?? 220
  const table = drawTable(
    chance.oneOf(TABLE_KINDS),
    PICTURE.width,
    PICTURE.height,
    tableBrightness(paperBrightness, chance),
    chance,
  )
  const corners = placedFor(label, paper, chance)
  const scene = label === 'none' ? table : lay(paper, table, corners)
  const centre = corners.reduce((sum, { x, y }) => ({ x: sum.x + x / 4, y: sum.y + y / 4 }), { x: 0, y: 0 })
  const inLight = await withLight(label, scene, centre, chance)
  return noisy(inLight, chance.between(0.5, 4), chance)
}

/** Mostly darker than the paper, now and then lighter or nearly alike. */
function tableBrightness(paper: number, chance: Chance): number {
  return chance.happens(0.85) ? chance.between(35, paper - 45) : chance.between(paper - 45, paper - 22)
}

/** A document that is not labelled as cut lies wholly in the picture. */
function placedFor(label: Label, paper: Luminance, chance: Chance): Corners {
  const corners = placed(paper, PICTURE, placing(label, chance))
  const inside = ({ x, y }: Corner) => x > 16 && y > 16 && x < PICTURE.width - 16 && y < PICTURE.height - 16
  return label === 'cut' || corners.every(inside) ? corners : placedFor(label, paper, chance)
}

function placing(label: Label, chance: Chance): Placing {
  const upright = chance.between(-9, 9)
  const straight: Placing = {
    fill: chance.between(0.68, 0.9),
    turn: upright,
    tilt: { x: chance.between(-0.1, 0.1), y: chance.between(-0.1, 0.1) },
    shift: { x: chance.between(-0.02, 0.02), y: chance.between(-0.02, 0.02) },
  }
  if (label === 'far')
    return {
      ...straight,
      fill: chance.between(0.18, 0.36),
      shift: { x: chance.between(-0.2, 0.2), y: chance.between(-0.2, 0.2) },
    }
  if (label === 'cut') {
    const out = chance.between(0.24, 0.42)
    const side = chance.oneOf([
      { x: out, y: 0 },
      { x: -out, y: 0 },
      { x: 0, y: out },
      { x: 0, y: -out },
    ] as const)
    return { ...straight, fill: chance.between(0.72, 0.9), shift: side }
  }
  return straight
}

async function withLight(label: Label, scene: Luminance, centre: Corner, chance: Chance): Promise<Luminance> {
  const fall = { x: chance.between(-0.35, 0.35), y: chance.between(-0.35, 0.35) }
  const sharpness = chance.between(0, 1)
  const softened = await blurredBy(scene, label === 'blurred' ? chance.between(3.2, 6) : sharpness)
  switch (label) {
    case 'dark':
      return lit(softened, chance.between(0.08, 0.24), fall)
    case 'bright':
      return lit(lifted(softened, chance.between(0.78, 0.93)), 1, { x: 0, y: 0 })
    case 'glare': {
      const at = { x: centre.x + chance.between(-130, 130), y: centre.y + chance.between(-110, 110) }
      return reflecting(lit(softened, chance.between(0.6, 0.95), fall), at, chance.between(130, 300))
    }
    case 'shaken': {
      const angle = chance.between(0, 2 * Math.PI)
      const length = chance.between(14, 30)
      return lit(
        shaken(softened, { x: length * Math.cos(angle), y: length * Math.sin(angle) }),
        chance.between(0.6, 1),
        fall,
      )
    }
    default:
      return lit(softened, chance.between(0.55, 1), fall)
  }
}

/** Exposed too long: everything moves up to white by this share. */
function lifted({ width, height, data }: Luminance, share: number): Luminance {
  return { width, height, data: data.map((value) => Math.min(255, value + (262 - value) * share)) }
}
