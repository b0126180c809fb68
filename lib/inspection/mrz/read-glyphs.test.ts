import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import type { Luminance } from '@/lib/capture/luminance'
import { readGlyphs } from './read-glyphs'
import type { ZoneRow } from './zone-row'

const FONT = join(import.meta.dirname, 'accuracy/ocr-b.otf')
/** Both ends have the same width, so the places between them are known. */
const ROWS = ['HP<UTOERIKSSON<<ANNA<MARIA<WOLF<<<<<<<H', 'HL898902C36UTO7408122F1204159ZE184226B8H']

type Look = { pitch: number; tall?: number; blur?: number; from?: string }

/** A row of print, dark on light, with what is known of it when its characters are read. */
async function printed(
  text: string,
  { pitch, tall = 1, blur = 0, from = '#111' }: Look,
): Promise<[Luminance, ZoneRow]> {
  const drawn = await mask(text)
  const ink = (await mask('H')).info.width
  const between = (drawn.info.width - ink) / (text.length - 1)
  const width = Math.round((drawn.info.width * pitch) / between)
  const height = Math.round((drawn.info.height * pitch * tall) / between)
  const print = await sharp(drawn.data).resize(width, height, { fit: 'fill' }).negate().toBuffer()
  const margin = Math.ceil(2 * pitch)
  const page = sharp({
    create: { width: width + 2 * margin, height: height + 2 * margin, channels: 3, background: '#fff' },
  })
  const whole = await page
    .composite([{ input: print, left: margin, top: margin }])
    .png()
    .toBuffer()
  const soft = blur > 0 ? sharp(whole).blur(blur) : sharp(whole)
  const lit = from === '#111' ? soft : soft.linear(0.3, 100)
  const { data, info } = await lit.greyscale().toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  const cells = Array.from({ length: text.length }, (_, at) => (at - (text.length - 1) / 2) * pitch)
  const at = { x: info.width / 2, y: info.height / 2, angle: 0 }
  const row = { ...at, length: pitch * text.length, height, text: '', count: text.length, cells }
  return [{ data, width: info.width, height: info.height }, row]
}

function mask(text: string) {
  const markup = text.replaceAll('<', '&lt;')
  return sharp({ text: { text: markup, font: 'OCR B 60', fontfile: FONT, dpi: 72 } })
    .greyscale()
    .png()
    .toBuffer({ resolveWithObject: true })
}

const LOOKS: Record<string, Look> = {
  large: { pitch: 30 },
  'as small as in a zone of 600 pixels': { pitch: 13.6 },
  'a little out of focus': { pitch: 20, blur: 2 },
  'pale on grey': { pitch: 20, from: '#888' },
  'seen from below': { pitch: 24, tall: 0.84 },
  'seen from the side': { pitch: 24, tall: 1.2 },
}

it.each(Object.entries(LOOKS))('reads what is printed in OCR-B: %s', async (_, look) => {
  for (const text of ROWS) expect(readGlyphs(...(await printed(text, look)))).toBe(text)
})

it('does not know what can no longer be told apart, and takes nothing else for it', async () => {
  for (const text of ROWS) {
    const read = readGlyphs(...(await printed(text, { pitch: 20, blur: 6 })))
    expect(read).toContain('?')
    expect([...read].filter((character, at) => character !== '?' && character !== text[at])).toEqual([])
  }
})

it('reads nothing where nothing is printed', async () => {
  const [{ width, height }, row] = await printed('HH', { pitch: 20 })
  expect(readGlyphs({ width, height, data: new Uint8Array(width * height).fill(200) }, row)).toBe('??')
})
