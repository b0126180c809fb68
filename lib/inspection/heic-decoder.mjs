// Runs in its own child process. Reads a HEIC from standard input and writes its primary picture to standard output as
// a JPEG, or an error as one line of JSON. Argument: the largest number of pixels to decode.
import { buffer } from 'node:stream/consumers'
import { watchOver } from './watch.mjs'

const LONGEST_SIDE = 4_000

// Measured peaks: 1 MP 140 MB, 12 MP 420 MB, 48 MP 940 MB, 63 MP 1,030 MB.
await watchOver(1280 * 1024 * 1024)
const { default: libheif } = await import('libheif-js/wasm-bundle.js')
const { default: sharp } = await import('sharp')
// The decoder logs its complaints with console.log, which would end up in the output.
console.log = () => {}

const answer = await convert(await buffer(process.stdin), Number(process.argv[2]))
process.stdout.write(answer, () => process.exit(0))

async function convert(content, maxPixels) {
  try {
    await libheif.ready
    // Tiles, bursts and other auxiliary pictures may come before the primary one.
    const picture = new libheif.HeifDecoder().decode(content).find((each) => each.is_primary())
    const [width, height] = [picture.get_width(), picture.get_height()]
    if (width * height > maxPixels) return failure('too_large')
    return await jpegOf({ data: await pixelsOf(picture, width, height), width, height })
  } catch {
    return failure('corrupted')
  }
}

/** RGBA, upright: the decoder applies the rotation that the file asks for. */
function pixelsOf(picture, width, height) {
  const target = { data: new Uint8ClampedArray(width * height * 4), width, height }
  return new Promise((resolve, reject) => {
    picture.display(target, (shown) => (shown ? resolve(shown.data) : reject(new Error('not decoded'))))
  })
}

/** Transparent pixels become white. */
function jpegOf({ data, width, height }) {
  return sharp(data, { raw: { width, height, channels: 4 } })
    .flatten({ background: '#fff' })
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
    .toBuffer()
}

function failure(error) {
  return JSON.stringify({ error })
}
