// Runs in its own child process. Reads a PDF from standard input and writes it anew to standard output, with nothing but
// its pages, after a line of JSON that says how many. Or one line of JSON with an error.
import { buffer } from 'node:stream/consumers'
import { watchOver } from './watch.mjs'

// Measured: below 250 MB for an ordinary bill; a bomb of 1.5 kB took gigabytes.
await watchOver(512 * 1024 * 1024)
const { openPdf, PasswordException } = await import('./open-pdf.mjs')
const { writePainted } = await import('./painted-pdf.mjs')

const answer = await clean(new Uint8Array(await buffer(process.stdin)))
process.stdout.write(answer, () => process.exit(0))

async function clean(data) {
  try {
    const document = await openPdf(data)
    await document.getPage(1)
    const { numPages: pages } = document
    const layers = [...(await document.getOptionalContentConfig())].map(([, layer]) => layer)
    const isHidden = (name) => layers.some((layer) => layer.name === name && !layer.visible)
    // Written first as viewers understand it: decrypted, the latest version of every object, and in order.
    const bytes = await document.extractPages([{ document: null }])
    return Buffer.concat([Buffer.from(`${JSON.stringify({ pages })}\n`), await writePainted(bytes, isHidden)])
  } catch (error) {
    return Buffer.from(JSON.stringify({ error: error instanceof PasswordException ? 'encrypted' : 'corrupted' }))
  }
}
