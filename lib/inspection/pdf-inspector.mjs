// Runs in its own child process. Reads a PDF from standard input and writes the verdict to standard output, as JSON.
import { buffer } from 'node:stream/consumers'
import { watchOver } from './watch.mjs'

// Measured: below 200 MB for an ordinary bill; a bomb of 1.5 kB took gigabytes.
await watchOver(512 * 1024 * 1024)
const { openPdf, PasswordException } = await import('./open-pdf.mjs')

const verdict = await inspect(new Uint8Array(await buffer(process.stdin)))
process.stdout.write(JSON.stringify(verdict), () => process.exit(0))

async function inspect(data) {
  try {
    const document = await openPdf(data)
    await document.getPage(1)
    return { pages: document.numPages }
  } catch (error) {
    return { error: error instanceof PasswordException ? 'encrypted' : 'corrupted' }
  }
}
