// Runs alone in a child process: reads a PDF from standard input, says on standard output what it is.
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { Worker } from 'node:worker_threads'
import { getDocument, PasswordException, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'

const RESIDENT_LIMIT_BYTES = 512 * 1024 * 1024

// Decoded streams lie outside the JavaScript heap, where --max-old-space-size does not count them, and decoding
// holds this thread: another one watches. A plain bill stays below 200 MB; a 1.5 kB bomb took gigabytes.
const watch = new Worker(
  `setInterval(() => {
    if (process.memoryUsage.rss() > ${RESIDENT_LIMIT_BYTES}) process.kill(process.pid, 'SIGKILL')
  }, 10)`,
  { eval: true },
)
await once(watch, 'online')

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
