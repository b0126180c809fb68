// Runs in its own child process. Reads pictures of machine-readable zones from standard input (each a 4-byte length and
// a PNG) and writes the recognized texts to standard output, as JSON. The language data is in the package: no
// downloads.
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { watchOver } from './watch.mjs'

const RESIDENT_LIMIT_BYTES = 768 * 1024 * 1024

await watchOver(RESIDENT_LIMIT_BYTES)
const { createWorker, OEM, PSM } = await import('tesseract.js')
const LANGUAGE = fileURLToPath(import.meta.resolve('@tesseract.js-data/eng'))
const input = await buffer(process.stdin)
// Tesseract's legacy engine recognizes one character at a time. The LSTM engine models rows as language: it invents
// characters in rows of fillers and doubles those it is unsure of.
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
