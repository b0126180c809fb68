import { describe, expect, it } from 'vitest'
import { SHAPES } from '../document-shape'
import { chanceFrom } from '../scenes/chance'
import { drawPaper, type PaperKind } from '../scenes/papers'
import { blurredBy, lay, lit, type Placing, placed, reflecting } from '../scenes/scene'
import { drawTable } from '../scenes/tables'
import { createFrameJudge } from './assess-frame'
import { STILL } from './guidance'

const CARD = { shape: SHAPES.card, fill: 0.88 }
const FRAME = { width: 1_280, height: 720 }

function filmed(kind: PaperKind, placing: Partial<Placing> = {}) {
  const chance = chanceFrom(7)
  const paper = drawPaper(kind, chance)
  const table = drawTable('wood', FRAME.width, FRAME.height, 70, chance)
  const corners = placed(paper, FRAME, { fill: 0.82, turn: 1, tilt: { x: 0, y: 0 }, shift: { x: 0, y: 0 }, ...placing })
  return lay(paper, table, corners)
}
const faultOf = (frame: ReturnType<typeof filmed>, kind: PaperKind) =>
  createFrameJudge()(frame, { shape: SHAPES[kind], fill: 0.88 }).fault

describe('a judge of frames', () => {
  it.each(['card', 'passport', 'page'] as const)('finds nothing amiss with a %s that fills the frame', (kind) => {
    expect(faultOf(filmed(kind), kind)).toBeNull()
  })

  it.each([
    ['far away', 'TOO_FAR', { fill: 0.4 }],
    ['too far right', 'MOVE_LEFT', { shift: { x: 0.32, y: 0 } }],
    ['too far left', 'MOVE_RIGHT', { shift: { x: -0.32, y: 0 } }],
    ['too far down', 'MOVE_UP', { shift: { x: 0, y: 0.3 } }],
    ['too far up', 'MOVE_DOWN', { shift: { x: 0, y: -0.3 } }],
    ['askew', 'TURNED', { fill: 0.6, turn: 24 }],
    ['held at a slant', 'TILTED', { fill: 0.75, tilt: { x: 0, y: 0.3 } }],
  ] as const)('says what is amiss with a card that is %s', (_, fault, placing) => {
    expect(faultOf(filmed('card', placing), 'card')).toBe(fault)
  })

  it('tells an empty table from a document', () => {
    expect(faultOf(drawTable('wood', FRAME.width, FRAME.height, 110, chanceFrom(3)), 'card')).toBe('NO_DOCUMENT')
  })

  it('does not take a page for a card', () => {
    expect(faultOf(filmed('page', { turn: 90, fill: 0.5 }), 'card')).not.toBeNull()
  })

  it('says the light before anything else', () => {
    expect(faultOf(lit(filmed('card', { fill: 0.4 }), 0.12, { x: 0, y: 0 }), 'card')).toBe('TOO_DARK')
  })

  it('sees blur and reflections', async () => {
    expect(faultOf(await blurredBy(filmed('card'), 4), 'card')).toBe('BLUR')
    expect(faultOf(reflecting(lit(filmed('card'), 0.8, { x: 0, y: 0 }), { x: 640, y: 360 }, 160), 'card')).toBe('GLARE')
  })

  it('tells a still hand from one that moves', () => {
    const judge = createFrameJudge()
    const seen = [0, 0.001, 0.05, 0.1].map((x) => judge(filmed('card', { shift: { x, y: 0 } }), CARD).motion)
    expect(seen[1]).toBeLessThan(STILL)
    expect(seen[2]).toBeGreaterThan(STILL)
    expect(seen[3]).toBeGreaterThan(STILL)
  })
})
