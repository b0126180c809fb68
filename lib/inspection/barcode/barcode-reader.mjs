// Runs in its own child process. A request is a grey picture (PGM), the answer its barcodes as JSON. The decoder is in
// the package: where none is given, it would be fetched from another server.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { answerRequests } from '../frames.mjs'
import { watchOver } from '../watch.mjs'

// Measured: up to 170 MB.
const begin = await watchOver(512 * 1024 * 1024)
const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader')

const FORMATS = ['PDF417', 'QRCode', 'Aztec']
const MOST_SYMBOLS = 4

const wasmBinary = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })

await answerRequests(async (picture) => {
  begin()
  const found = await readBarcodes(picture, {
    ...{ formats: FORMATS, maxNumberOfSymbols: MOST_SYMBOLS, textMode: 'Plain' },
    ...{ tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true },
  })
  return Buffer.from(JSON.stringify(found.map(told)))
})
process.exit(0)

function told({ symbology, bytes, text, position: { topLeft, topRight, bottomRight, bottomLeft } }) {
  return {
    ...{ format: symbology, bytes: Buffer.from(bytes).toString('base64'), text },
    corners: [topLeft, topRight, bottomRight, bottomLeft],
  }
}
