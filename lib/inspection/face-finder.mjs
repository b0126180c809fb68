// Runs in its own child process. Reads the pixels of a picture from standard input (RGB) and writes the boxes of its
// faces as one line of JSON, in fractions of the picture's size. Arguments: width and height. The browsers run the same
// detector; here it runs in plain JavaScript, without WebAssembly or WebGL.
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import settings from '../capture/face/detector.json' with { type: 'json' }
import { watchOver } from './watch.mjs'

const PACKAGE = new URL('../../node_modules/@vladmandic/human/', import.meta.url)

// Measured: 160 MB for one picture.
await watchOver(512 * 1024 * 1024)

const [width, height] = process.argv.slice(2).map(Number)
const pixels = await buffer(process.stdin)
const answer = JSON.stringify(await facesIn(pixels))
process.stdout.write(answer, () => process.exit(0))

async function facesIn(rgb) {
  const human = await detector()
  const tensor = human.tf.tensor(Float32Array.from(rgb), [1, height, width, 3])
  const { face, error } = await human.detect(tensor)
  if (error) throw new Error(error)
  return face.map(({ boxRaw: [left, top, wide, high] }) => ({ left, top, right: left + wide, bottom: top + high }))
}

async function detector() {
  globalThis.fetch = (url) => readFile(new URL(`models/${String(url).split('/').at(-1)}`, PACKAGE)).then(asResponse)
  const { default: Human } = await asBrowser(() => import(new URL('dist/human.esm.js', PACKAGE).href))
  const human = new Human({ ...settings, backend: 'cpu', modelBasePath: 'http://models/', cacheModels: false })
  human.tf.env().setPlatform('here', {
    fetch: globalThis.fetch,
    now: () => performance.now(),
    encode: (text) => new TextEncoder().encode(text),
    decode: (bytes) => new TextDecoder().decode(bytes),
    isTypedArray: (value) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  })
  await human.tf.setBackend('cpu')
  await human.tf.ready()
  return human
}

/** The package's Node build needs a native addon. Its browser build works too, as long as it sees no `process`. */
async function asBrowser(work) {
  const { process } = globalThis
  try {
    globalThis.process = undefined
    return await work()
  } finally {
    globalThis.process = process
  }
}

function asResponse(bytes) {
  return new Response(bytes)
}
