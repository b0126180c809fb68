// Runs in its own child process. A request is a PNG of a machine-readable zone, the answer its text as it was
// recognized. The language data is in the package: no downloads.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { answerRequests } from './frames.mjs'
import { watchOver } from './watch.mjs'

const RESIDENT_LIMIT_BYTES = 768 * 1024 * 1024

const begin = await watchOver(RESIDENT_LIMIT_BYTES)
const { createWorker, OEM, PSM } = await import('tesseract.js')
const LANGUAGE = fileURLToPath(import.meta.resolve('@tesseract.js-data/eng'))
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
  // It would learn from each document how letters look, and read the next one by that.
  classify_enable_learning: '0',
})
await answerRequests(async (picture) => {
  begin()
  const { data } = await worker.recognize(picture)
  return Buffer.from(data.text)
})
process.exit(0)
