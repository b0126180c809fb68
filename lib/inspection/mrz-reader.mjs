// Runs alone in a child process: reads pictures of machine-readable zones from standard input (each a 4-byte length and
// a PNG), and says on standard output what stands in them. The language data lies in the package: nothing is loaded.
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createWorker, OEM, PSM } from 'tesseract.js'
import { limitMemory } from './memory-watch.mjs'

const RESIDENT_LIMIT_BYTES = 768 * 1024 * 1024

await limitMemory(RESIDENT_LIMIT_BYTES)
const LANGUAGE = fileURLToPath(import.meta.resolve('@tesseract.js-data/eng'))
const input = await buffer(process.stdin)
// Tesseract's older engine takes one sign after the other. The newer one reads rows as language: it invents signs in
// rows of fillers, and doubles what it is not sure of.
const worker = await createWorker('eng', OEM.TESSERACT_ONLY, {
  legacyCore: true,
  legacyLang: true,
  langPath: join(dirname(LANGUAGE), '4.0.0'),
  cacheMethod: 'none',
  logger: () => {},
  errorHandler: () => {},
})
await worker.setParameters({
  tessedit_char_whitelist: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<',
  tessedit_pageseg_mode: PSM.SINGLE_BLOCK,
})
const texts = []
for (let at = 0; at < input.length; ) {
  const end = at + 4 + input.readUInt32BE(at)
  const { data } = await worker.recognize(input.subarray(at + 4, end))
  texts.push(data.text)
  at = end
}
process.stdout.write(JSON.stringify(texts), () => process.exit(0))
