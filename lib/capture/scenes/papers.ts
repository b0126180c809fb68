import { SHAPES } from '../document-shape'
import type { Luminance } from '../luminance'
import type { Chance } from './chance'

/** Drawn documents, seen from straight above: the paper alone, in luminance. Nothing on them means anything. */
export type PaperKind = 'card' | 'passport' | 'page'

/** A part of a canvas, in pixels. */
type Box = { left: number; top: number; right: number; bottom: number }
export type Canvas = { width: number; height: number; data: Uint8Array }

const LONGER_SIDE = 1_300

/** A paper of this kind; its layout, brightness and print differ with every draw of `chance`. */
export function drawPaper(kind: PaperKind, chance: Chance): Luminance {
  const ratio = SHAPES[kind]
  const [width, height] =
    ratio > 1 ? [LONGER_SIDE, Math.round(LONGER_SIDE / ratio)] : [Math.round(LONGER_SIDE * ratio), LONGER_SIDE]
  const canvas = { width, height, data: new Uint8Array(width * height) }
  const paper = chance.between(185, 248)
  const ink = chance.between(25, 75)
  fill(canvas, { left: 0, top: 0, right: width, bottom: height }, paper)
  guilloche(canvas, paper, chance)
  const draw = { card: drawCard, passport: drawPassport, page: drawPage }[kind]
  draw(canvas, ink, chance)
  return canvas
}

function drawCard(canvas: Canvas, ink: number, chance: Chance): void {
  const { width, height } = canvas
  if (chance.happens(0.6))
    fill(canvas, { left: 0, top: 0, right: width, bottom: height * 0.14 }, chance.between(60, 170))
  const photoLeft = chance.happens(0.5)
  const photo = photoLeft ? { left: 0.05, right: 0.31 } : { left: 0.69, right: 0.95 }
  drawPortrait(canvas, boxOf(canvas, { ...photo, top: 0.22, bottom: 0.78 }), chance)
  const words = photoLeft ? { left: 0.36, right: 0.94 } : { left: 0.06, right: 0.63 }
  drawLines(canvas, boxOf(canvas, { ...words, top: 0.22, bottom: 0.8 }), { letter: 15, leading: 44, ink }, chance)
  if (chance.happens(0.4))
    drawLines(
      canvas,
      boxOf(canvas, { left: 0.05, right: 0.95, top: 0.82, bottom: 0.95 }),
      { letter: 22, leading: 46, ink, full: true },
      chance,
    )
}

function drawPassport(canvas: Canvas, ink: number, chance: Chance): void {
  drawPortrait(canvas, boxOf(canvas, { left: 0.05, right: 0.3, top: 0.2, bottom: 0.68 }), chance)
  drawLines(
    canvas,
    boxOf(canvas, { left: 0.35, right: 0.94, top: 0.08, bottom: 0.7 }),
    { letter: 14, leading: 40, ink },
    chance,
  )
  drawLines(
    canvas,
    boxOf(canvas, { left: 0.04, right: 0.96, top: 0.79, bottom: 0.93 }),
    { letter: 18, leading: 52, ink, full: true },
    chance,
  )
}

function drawPage(canvas: Canvas, ink: number, chance: Chance): void {
  if (chance.happens(0.6))
    fill(canvas, boxOf(canvas, { left: 0.08, right: 0.3, top: 0.04, bottom: 0.09 }), chance.between(60, 150))
  const blank = chance.between(0.35, 0.6)
  drawLines(
    canvas,
    boxOf(canvas, { left: 0.08, right: 0.5, top: 0.13, bottom: 0.24 }),
    { letter: 10, leading: 24, ink },
    chance,
  )
  drawLines(
    canvas,
    boxOf(canvas, { left: 0.08, right: 0.92, top: 0.29, bottom: blank }),
    { letter: 9, leading: 21, ink },
    chance,
  )
  drawLines(
    canvas,
    boxOf(canvas, { left: 0.08, right: 0.92, top: blank + 0.1, bottom: 0.93 }),
    { letter: 9, leading: 21, ink },
    chance,
  )
}

function boxOf({ width, height }: Canvas, share: Box): Box {
  return {
    left: share.left * width,
    right: share.right * width,
    top: share.top * height,
    bottom: share.bottom * height,
  }
}

export function fill({ width, height, data }: Canvas, { left, top, right, bottom }: Box, value: number): void {
  for (let y = Math.max(0, Math.round(top)); y < Math.min(height, bottom); y += 1)
    data.fill(value, y * width + Math.max(0, Math.round(left)), y * width + Math.min(width, Math.round(right)))
}

/** The fine waves of security paper, a little darker than it. */
function guilloche({ width, height, data }: Canvas, paper: number, chance: Chance): void {
  const [depth, period, bend] = [chance.between(2, 12), chance.between(9, 16), chance.between(60, 160)]
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if ((y + 12 * Math.sin(x / bend) + period * 100) % period < 1.6) data[y * width + x] = paper - depth
}

/** A head and shoulders before a plain ground. */
function drawPortrait(canvas: Canvas, box: Box, chance: Chance): void {
  fill(canvas, box, chance.between(150, 225))
  const [cx, cy] = [(box.left + box.right) / 2, box.top + (box.bottom - box.top) * 0.45]
  const [rx, ry] = [(box.right - box.left) * 0.26, (box.bottom - box.top) * 0.28]
  const [face, hair, coat] = [chance.between(90, 190), chance.between(25, 80), chance.between(30, 110)]
  for (let y = Math.round(box.top); y < box.bottom; y += 1) {
    for (let x = Math.round(box.left); x < box.right; x += 1) {
      const [dx, dy] = [(x - cx) / rx, (y - cy) / ry]
      const at = y * canvas.width + x
      const shoulders = y > cy + ry * 0.8 && Math.abs(dx) < 1 + (y - cy - ry * 0.8) / ry
      if (shoulders) canvas.data[at] = coat
      if (dx * dx + (dy + 0.2) ** 2 < 1.25 && dy < -0.2) canvas.data[at] = hair
      if (dx * dx + dy * dy < 1 && dy > -0.55) canvas.data[at] = face - 20 * dx
    }
  }
}

type Print = { letter: number; leading: number; ink: number; full?: boolean }

/** Lines of made-up letters, in words; `full` ones run to the end without a gap, as machine-readable lines do. */
export function drawLines(
  canvas: Canvas,
  box: Box,
  { letter, leading, ink, full = false }: Print,
  chance: Chance,
): void {
  const dot = letter / 5
  for (let top = box.top; top + letter < box.bottom; top += leading) {
    const end = full ? box.right : box.left + (box.right - box.left) * chance.between(0.35, 1)
    for (let left = box.left; left + 4 * dot < end; left += 4 * dot) {
      if (!full && chance.happens(0.16)) continue
      for (let cell = 0; cell < 15; cell += 1) {
        if (chance.happens(0.42)) continue
        const [x, y] = [left + (cell % 3) * dot, top + Math.floor(cell / 3) * dot]
        fill(canvas, { left: x, top: y, right: x + dot, bottom: y + dot }, ink)
      }
    }
  }
}
