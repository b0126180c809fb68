// Runs alone in a child process: reads a PDF from standard input, says on standard output what it is.
import { buffer } from 'node:stream/consumers'
import { getDocument, PasswordException, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { limitMemory } from './memory-watch.mjs'

// A plain bill stays below 200 MB; a 1.5 kB bomb took gigabytes.
await limitMemory(512 * 1024 * 1024)

const verdict = await inspect(new Uint8Array(await buffer(process.stdin)))
process.stdout.write(JSON.stringify(verdict), () => process.exit(0))

async function inspect(data) {
  try {
    const document = await getDocument({
      data,
      verbosity: VerbosityLevel.ERRORS,
      isEvalSupported: false,
      disableFontFace: true,
    }).promise
    await document.getPage(1)
    return { pages: document.numPages }
  } catch (error) {
    return { fault: error instanceof PasswordException ? 'encrypted' : 'corrupted' }
  }
}
