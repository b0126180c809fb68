import type { Luminance } from '../luminance'
import type { Chance } from './chance'
import { noiseFrom, type Shade, shaded } from './nature'
import { type Canvas, drawLines, fill } from './papers'

/** Things and people that somebody may take a picture of by mistake. */
export const THINGS = { bricks, shelf, keyboard, blinds, windows, sofa, face, hand, painting, pack, poster } as const

const SIZE = { width: 1_280, height: 960 }

function bricks(chance: Chance): Luminance {
  const [width, height, gap] = [chance.between(70, 190), chance.between(26, 70), chance.between(4, 9)]
  const grain = noiseFrom(chance, 5, 2)
  const tones = Array.from({ length: 97 }, () => chance.between(-25, 25))
  return shaded(SIZE.width, SIZE.height, (x, y) => {
    const row = Math.floor(y / height)
    const along = x + (row % 2) * (width / 2)
    const isGap = y % height < gap || along % width < gap
    return (isGap ? 185 : 105 + (tones[(row * 13 + Math.floor(along / width)) % 97] ?? 0)) + 40 * grain(x, y)
  })
}

/** Books side by side, with a word or two on some of their backs. */
function shelf(chance: Chance): Luminance {
  const canvas: Canvas = { ...SIZE, data: new Uint8Array(SIZE.width * SIZE.height).fill(45) }
  for (let top = 30; top < SIZE.height - 100; top += 300)
    for (let left = 0; left < SIZE.width; ) {
      const width = chance.between(22, 70)
      const paper = chance.between(60, 210)
      fill(canvas, { left, top: top + chance.between(0, 70), right: left + width - 3, bottom: top + 270 }, paper)
      if (chance.happens(0.4)) {
        const box = {
          left: left + 5,
          right: left + width - 6,
          top: top + 100,
          bottom: top + 100 + chance.between(14, 40),
        }
        drawLines(canvas, box, { letter: 9, leading: 14, ink: paper > 130 ? 40 : 220, full: true }, chance)
      }
      left += width
    }
  return canvas
}

function keyboard(chance: Chance): Luminance {
  const [body, key, ink] = [chance.between(30, 160), chance.between(60, 225), chance.between(20, 240)]
  const canvas: Canvas = { ...SIZE, data: new Uint8Array(SIZE.width * SIZE.height).fill(body) }
  const side = chance.between(62, 92)
  for (let top = 60, row = 0; top < SIZE.height - side; top += side, row += 1)
    for (let left = 20 + (row % 3) * 18; left < SIZE.width - side; left += side) {
      fill(canvas, { left, top, right: left + side - 9, bottom: top + side - 9 }, key)
      const letter = {
        left: left + side * 0.3,
        right: left + side * 0.3 + 20,
        top: top + side * 0.25,
        bottom: top + side * 0.25 + 24,
      }
      drawLines(canvas, letter, { letter: 20, leading: 30, ink, full: true }, chance)
    }
  return canvas
}

function blinds(chance: Chance): Luminance {
  const [period, depth] = [chance.between(14, 60), chance.between(30, 90)]
  const light = noiseFrom(chance, 420, 2)
  return shaded(SIZE.width, SIZE.height, (x, y) => {
    const at = ((y + 6 * light(x, 0)) % period) / period
    return 165 + 45 * light(x, y) - (at < 0.2 ? depth : at * 30)
  })
}

/** A house front. */
function windows(chance: Chance): Luminance {
  const [across, down, wall] = [chance.between(24, 90), chance.between(30, 110), chance.between(130, 215)]
  const grain = noiseFrom(chance, 30, 3)
  const panes = Array.from({ length: 211 }, () => chance.between(25, 90))
  const shade: Shade = (x, y) => {
    const pane = x % across > across * 0.35 && y % down > down * 0.4
    const tone = panes[(Math.floor(x / across) * 7 + Math.floor(y / down) * 31) % 211] ?? 60
    return (pane ? tone : wall) + 14 * grain(x, y)
  }
  return shaded(SIZE.width, SIZE.height, shade)
}

function sofa(chance: Chance): Luminance {
  const [cloth, folds] = [noiseFrom(chance, 4, 2), noiseFrom(chance, 330, 3)]
  const seam = chance.between(250, 420)
  return shaded(SIZE.width, SIZE.height, (x, y) => 120 + 70 * folds(x, y) + 16 * cloth(x, y) - (x % seam < 6 ? 50 : 0))
}

function face(chance: Chance): Luminance {
  const [skin, ground, hair] = [chance.between(70, 205), chance.between(90, 220), chance.between(15, 120)]
  const [grain, strands] = [noiseFrom(chance, 50, 4), noiseFrom(chance, 5, 2)]
  const [cx, cy, size] = [chance.between(520, 760), chance.between(420, 540), chance.between(180, 300)]
  return shaded(SIZE.width, SIZE.height, (x, y) => {
    const [dx, dy] = [(x - cx) / size, (y - cy) / (size * 1.3)]
    const eye = Math.min(Math.hypot(dx - 0.4, (dy + 0.15) * 1.9), Math.hypot(dx + 0.4, (dy + 0.15) * 1.9))
    if (eye < 0.13) return eye < 0.06 ? 25 : 200
    if (Math.hypot(dx / 0.4, (dy - 0.5) / 0.09) < 1) return skin * 0.6
    if (dx * dx + dy * dy < 1 && dy > -0.6) return skin * (1.05 - 0.3 * dx) + 10 * grain(x, y)
    if (dx * dx + (dy + 0.1) ** 2 < 1.5 && dy < 0.3) return hair + 30 * strands(x + 20 * grain(x, y), y * 0.1)
    return dy > 1 && Math.abs(dx) < 1.9 ? 70 + 25 * grain(x, y) : ground + 18 * grain(x, y)
  })
}

function hand(chance: Chance): Luminance {
  const [skin, ground] = [chance.between(90, 210), chance.between(30, 90)]
  const [grain, lean] = [noiseFrom(chance, 26, 4), chance.between(-0.3, 0.3)]
  return shaded(SIZE.width, SIZE.height, (x, y) => {
    const along = x - 640 + lean * (y - 480)
    const finger = Math.abs(((along + 300) % 120) - 60)
    const isHand = Math.abs(along) < 300 && (y > 480 || (finger < 50 && y > 120 + Math.abs(along) * 0.5))
    return isHand ? skin - finger * 0.8 * (y < 480 ? 1 : 0) + 12 * grain(x, y) : ground + 10 * grain(y, x)
  })
}

/** Strokes of a brush, in every direction. */
function painting(chance: Chance): Luminance {
  const canvas: Canvas = { ...SIZE, data: new Uint8Array(SIZE.width * SIZE.height).fill(chance.between(60, 200)) }
  for (let stroke = 0; stroke < 2_500; stroke += 1) {
    const [x, y, angle] = [chance.between(0, 1_280), chance.between(0, 960), chance.between(0, 6.28)]
    const [length, width, tone] = [chance.between(20, 150), chance.between(3, 16), chance.between(20, 235)]
    for (let step = 0; step < length; step += 2) {
      const [left, top] = [x + Math.cos(angle + step * 0.004) * step, y + Math.sin(angle + step * 0.004) * step]
      fill(canvas, { left, top, right: Math.min(left + width, 1_280), bottom: top + width }, tone + 20 * Math.sin(step))
    }
  }
  return canvas
}

/** A packet of food: a large name, a picture, and no lines of small print on its front. */
function pack(chance: Chance): Luminance {
  const drop = noiseFrom(chance, 120, 3)
  const canvas = shaded(SIZE.width, SIZE.height, (x, y) => 120 + 90 * drop(x, y))
  const name = { left: 260, right: 1_020, top: 130, bottom: 130 + chance.between(110, 160) }
  drawLines(canvas, name, { letter: 100, leading: 200, ink: chance.between(10, 50), full: true }, chance)
  return canvas
}

/** A few words, each as tall as a hand. */
function poster(chance: Chance): Luminance {
  const light = noiseFrom(chance, 500, 2)
  const canvas = shaded(SIZE.width, SIZE.height, (x, y) => 190 + 45 * light(x, y) - (y > 420 ? 80 : 0))
  for (const top of [80, 700])
    drawLines(
      canvas,
      { left: 160, right: 1_130, top, bottom: top + 180 },
      { letter: chance.between(120, 165), leading: 300, ink: 35 },
      chance,
    )
  return canvas
}
