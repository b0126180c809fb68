// Runs alone in a child process: reads a HEIC from standard input, writes the picture that it shows to standard output
// as a JPEG, or what is wrong with it as one line of JSON. The one argument is the largest number of pixels it decodes.
import { buffer } from 'node:stream/consumers'
import libheif from 'libheif-js/wasm-bundle.js'
import sharp from 'sharp'
import { limitMemory } from './memory-watch.mjs'

const LONGEST_SIDE = 4_000

// Photos took, at most: 1 MP 140 MB, 12 MP 420 MB, 48 MP 940 MB, 63 MP 1,030 MB.
await limitMemory(1280 * 1024 * 1024)
// The decoder reports what it dislikes by console.log, which would stand in the answer.
console.log = () => {}

const answer = await convert(await buffer(process.stdin), Number(process.argv[2]))
process.stdout.write(answer, () => process.exit(0))

async function convert(content, maxPixels) {
  try {
    await libheif.ready
    // Tiles, bursts and other pictures that are not meant to be seen can stand before the primary one.
    const picture = new libheif.HeifDecoder().decode(content).find((each) => each.is_primary())
    const [width, height] = [picture.get_width(), picture.get_height()]
    if (width * height > maxPixels) return fault('too_large')
    return await jpegOf({ data: await pixelsOf(picture, width, height), width, height })
  } catch {
    return fault('corrupted')
  }
}

/** Red, green, blue and opacity, upright: the decoder turns the picture as the file says. */
function pixelsOf(picture, width, height) {
  const target = { data: new Uint8ClampedArray(width * height * 4), width, height }
  return new Promise((resolve, reject) => {
    picture.display(target, (shown) => (shown ? resolve(shown.data) : reject(new Error('not decoded'))))
  })
}

/** What can be seen through stands on white. */
function jpegOf({ data, width, height }) {
  return sharp(data, { raw: { width, height, channels: 4 } })
    .flatten({ background: '#fff' })
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
    .toBuffer()
}

function fault(name) {
  return JSON.stringify({ fault: name })
}
