// Draws the characters of a machine-readable zone in OCR-B, as `lib/inspection/mrz/ocr-b.generated.ts` holds them.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { root } from './runtime.mjs'

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<'
const FONT = join(root, 'lib/inspection/mrz/accuracy/ocr-b.otf')
/** A character's cell: as wide as characters are apart, and a little higher than the highest. */
const [WIDTH, HEIGHT] = [16, 20]
/** The highest and the lowest character, so that all pictures are as high, and each its own middle. */
const AROUND = ['8Q', 'Q8']

const cells = []
for (const character of CHARACTERS) cells.push(await cellOf(character))
const text = Buffer.concat(cells)
  .toString('base64')
  .match(/.{1,116}/g)
writeFileSync(
  join(root, 'lib/inspection/mrz/ocr-b.generated.ts'),
  `// Drawn by scripts/ocr-b-glyphs.mjs: do not edit.
/** How dark each pixel of a character's cell is, 0 to 255, character after character; base64. */
export const OCR_B = {
  characters: '${CHARACTERS}',
  width: ${WIDTH},
  height: ${HEIGHT},
  cells: [
${text.map((line) => `    '${line}',`).join('\n')}
  ].join(''),
} as const
`,
)

async function cellOf(character) {
  const { data, info } = await drawn(`${AROUND[0]}${character}${AROUND[1]}`)
  // Four characters from the middle of the first to that of the last, which are as wide as their ink.
  const pitch = (info.width - (await drawn('8')).info.width) / 4
  const height = Math.round((pitch * HEIGHT) / WIDTH)
  const spare = Math.ceil((height - info.height) / 2)
  const framed = await sharp(data)
    .extend({ top: spare, bottom: height - info.height - spare, background: '#000' })
    .toBuffer()
  const left = Math.round((info.width - pitch) / 2)
  return sharp(framed)
    .extract({ left, top: 0, width: Math.round(pitch), height })
    .resize(WIDTH, HEIGHT, { fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer()
}

function drawn(text) {
  const font = { font: 'OCR B 160', fontfile: FONT, dpi: 72 }
  return sharp({ text: { text: text.replaceAll('<', '&lt;'), ...font } })
    .greyscale()
    .png()
    .toBuffer({ resolveWithObject: true })
}
