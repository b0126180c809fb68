import type { Luminance } from '../luminance'
import type { Chance } from './chance'
import { type Canvas, drawLines, fill } from './papers'

/** Pictures that a screen takes of itself: of one value wherever nothing is, to the last pixel. */
export const SCREENS = { chat, sheet, code, app, settings, framed, window, strip } as const

function blank(width: number, height: number, value: number): Canvas {
  return { width, height, data: new Uint8Array(width * height).fill(value) }
}

/** Bubbles on both sides, below a bar. */
function chat(chance: Chance): Luminance {
  const [width, height] = [738, 1_600]
  const dark = chance.happens(0.4)
  const canvas = blank(width, height, dark ? 18 : 236)
  const ink = dark ? 235 : 25
  fill(canvas, { left: 0, top: 0, right: width, bottom: 120 }, dark ? 40 : 250)
  drawLines(canvas, { left: 100, right: 420, top: 50, bottom: 80 }, { letter: 24, leading: 60, ink }, chance)
  for (let top = 150; top < height - 180; ) {
    const lines = Math.ceil(chance.between(0.1, 4))
    const left = chance.happens(0.5) ? 20 : 200
    const right = left + chance.between(260, 510)
    fill(canvas, { left, top, right, bottom: top + lines * 34 + 26 }, dark ? 58 : chance.oneOf([255, 214]))
    const box = { left: left + 16, right: right - 16, top: top + 14, bottom: top + lines * 34 + 16 }
    drawLines(canvas, box, { letter: 18, leading: 34, ink }, chance)
    top += lines * 34 + 46
  }
  fill(canvas, { left: 0, top: height - 110, right: width, bottom: height }, dark ? 40 : 248)
  return canvas
}

/** Cells between lines, with a head of another tone. */
function sheet(chance: Chance): Luminance {
  const [width, height] = [1_600, chance.oneOf([900, 1_000, 860])]
  const canvas = blank(width, height, 255)
  fill(canvas, { left: 0, top: 0, right: width, bottom: 120 }, chance.between(205, 245))
  fill(canvas, { left: 0, top: 120, right: 50, bottom: height }, 240)
  for (let left = 50; left < width; left += 150) fill(canvas, { left, top: 120, right: left + 1, bottom: height }, 215)
  for (let top = 120; top < height; top += 28) fill(canvas, { left: 0, top, right: width, bottom: top + 1 }, 215)
  for (let left = 56; left < width - 150; left += 150)
    drawLines(
      canvas,
      { left, right: left + 130, top: 128, bottom: height },
      { letter: 12, leading: 28, ink: 40 },
      chance,
    )
  return canvas
}

function code(chance: Chance): Luminance {
  const [width, height] = [1_600, chance.oneOf([900, 1_000, 860])]
  const dark = chance.happens(0.6)
  const canvas = blank(width, height, dark ? 30 : 255)
  fill(canvas, { left: 0, top: 0, right: 260, bottom: height }, dark ? 37 : 243)
  fill(canvas, { left: 0, top: 0, right: width, bottom: 36 }, dark ? 50 : 221)
  for (let top = 50; top < height - 30; top += 24) {
    const left = 320 + 28 * Math.floor(chance.between(0, 5))
    drawLines(
      canvas,
      { left, right: left + chance.between(120, 800), top, bottom: top + 20 },
      { letter: 13, leading: 30, ink: dark ? 200 : 60 },
      chance,
    )
  }
  return canvas
}

/** A bar above, a list, pictures, a row of buttons below. */
function app(chance: Chance): Luminance {
  const [width, height] = [chance.oneOf([738, 720, 900]), 1_600]
  const canvas = blank(width, height, 250)
  fill(canvas, { left: 0, top: 0, right: width, bottom: 150 }, chance.between(60, 200))
  for (let top = 180; top < height - 260; top += 170) {
    fill(canvas, { left: 0, top: top + 160, right: width, bottom: top + 162 }, 225)
    fill(canvas, { left: 24, top, right: 154, bottom: top + 130 }, chance.between(40, 210))
    drawLines(
      canvas,
      { left: 180, right: width - 40, top: top + 14, bottom: top + 130 },
      { letter: 20, leading: 42, ink: 50 },
      chance,
    )
  }
  fill(canvas, { left: 0, top: height - 120, right: width, bottom: height }, 238)
  return canvas
}

/** A window of the shape of a page: a column of names, fields between lines, buttons below. */
function settings(chance: Chance): Luminance {
  const [width, height] = [1_600, chance.oneOf([1_150, 1_206, 1_260])]
  const ground = chance.between(225, 250)
  const canvas = blank(width, height, ground)
  fill(canvas, { left: 0, top: 0, right: width, bottom: 40 }, chance.between(60, 255))
  fill(canvas, { left: 20, top: 150, right: 250, bottom: height - 20 }, chance.oneOf([255, ground - 10]))
  const print = { letter: 15, leading: 110, ink: 50 }
  drawLines(canvas, { left: 40, right: 230, top: 180, bottom: height - 60 }, print, chance)
  for (let top = 170; top < height - 200; top += chance.between(60, 110)) {
    drawLines(canvas, { left: 290, right: 620, top, bottom: top + 30 }, print, chance)
    fill(canvas, { left: 640, top: top - 10, right: 1_500, bottom: top + 32 }, 255)
    drawLines(canvas, { left: 660, right: 1_300, top, bottom: top + 30 }, print, chance)
  }
  for (const left of [1_250, 1_430])
    fill(canvas, { left, top: height - 90, right: left + 140, bottom: height - 45 }, ground - 30)
  return canvas
}

/** A telephone's screen within its frame, as shops for programs show them. */
function framed(chance: Chance): Luminance {
  const screen = app(chance)
  const canvas = blank(screen.width + 160, screen.height + 200, chance.oneOf([255, 205, 150]))
  fill(canvas, { left: 50, top: 70, right: canvas.width - 50, bottom: canvas.height - 70 }, 20)
  for (let y = 0; y < screen.height; y += 1)
    canvas.data.set(screen.data.subarray(y * screen.width, (y + 1) * screen.width), (y + 100) * canvas.width + 80)
  return canvas
}

/** A white window of the shape of a lying page: a narrow bar at its side, another above, and an answer to read. */
function window(chance: Chance): Luminance {
  const width = 1_600
  const height = Math.round(width / chance.between(1.28, 1.44))
  const canvas = blank(width, height, 255)
  const [bar, tone] = [chance.between(60, 320), chance.between(225, 248)]
  fill(canvas, { left: 0, top: 0, right: Math.round(bar), bottom: height }, tone)
  if (chance.happens(0.5)) fill(canvas, { left: 0, top: 0, right: width, bottom: 60 }, tone - 8)
  const [left, bottom] = [Math.round(bar) + 120, height - Math.round(chance.between(120, 400))]
  drawLines(canvas, { left, right: width - 200, top: 130, bottom }, { letter: 18, leading: 36, ink: 60 }, chance)
  return canvas
}

/** What is cut out of a screen: many times as wide as it is tall. */
function strip(chance: Chance): Luminance {
  const [width, height] = [2_700, Math.round(chance.between(400, 700))]
  const canvas = blank(width, height, 255)
  const box = { left: 60, right: Math.round(chance.between(900, 2_600)), top: 50, bottom: height - 60 }
  drawLines(canvas, box, { letter: 26, leading: 60, ink: 70 }, chance)
  return canvas
}
