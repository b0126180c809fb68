// Runs alone in a child process: reads a HEIC from standard input, writes its first picture to standard output as a
// JPEG, or what is wrong with it as one line of JSON. The one argument is the largest number of pixels it decodes.
import { buffer } from 'node:stream/consumers'
import decodeHeic from 'heic-decode'
import sharp from 'sharp'
import { limitMemory } from './memory-watch.mjs'

const LONGEST_SIDE = 4_000

await limitMemory(1024 * 1024 * 1024)
// The decoder reports what it dislikes by console.log, which would stand in the answer.
console.log = () => {}

const answer = await convert(await buffer(process.stdin), Number(process.argv[2]))
process.stdout.write(answer, () => process.exit(0))

async function convert(content, maxPixels) {
  try {
    const [first] = await decodeHeic.all({ buffer: content })
    if (first.width * first.height > maxPixels) return fault('too_large')
    return await jpegOf(await first.decode())
  } catch {
    return fault('corrupted')
  }
}

/** Already upright: the decoder turns as the file says. What can be seen through stands on white. */
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
