// Runs alone in a child process: reads the pixels of a picture from standard input, red, green and blue, and writes where
// faces are in it, as one line of JSON: shares of the picture. The arguments are its width and height. The detector is
// the one that runs in browsers; here it computes without their help.
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import settings from '../capture/face/detector.json' with { type: 'json' }
import { limitMemory } from './memory-watch.mjs'

const PACKAGE = new URL('../../node_modules/@vladmandic/human/', import.meta.url)

// A picture took 160 MB.
await limitMemory(512 * 1024 * 1024)

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

/** The package's build for Node asks for a native addon; its build for browsers is enough, if it takes this for one. */
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
