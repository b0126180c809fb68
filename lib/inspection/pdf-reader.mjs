// Runs in its own child process. Reads a PDF from standard input and writes the text of its first pages to standard
// output, as JSON: each piece with its place, as it stands on the page when somebody looks at it.
import { buffer } from 'node:stream/consumers'
import { watchOver } from './watch.mjs'

// Measured: below 250 MB for a bill of two pages.
await watchOver(512 * 1024 * 1024)
const { openPdf } = await import('./open-pdf.mjs')

const [pages, most] = process.argv.slice(2).map(Number)
const document = await openPdf(new Uint8Array(await buffer(process.stdin)))
const pieces = []
for (let page = 1; page <= Math.min(pages, document.numPages); page += 1) pieces.push(...(await piecesOf(page)))
process.stdout.write(JSON.stringify(pieces.slice(0, most)), () => process.exit(0))

async function piecesOf(number) {
  const page = await document.getPage(number)
  const { transform } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  return items.flatMap((item) => {
    if (item.str === undefined || item.str.trim() === '') return []
    const [a, b, c, d, e, f] = product(transform, item.transform)
    const height = Math.hypot(c, d)
    // What is turned on its side is no address.
    if (height === 0 || Math.abs(b) > 0.1 * Math.abs(a) || a <= 0) return []
    return [{ page: number, text: item.str.slice(0, 200), x: e, y: f, width: item.width, height }]
  })
}

function product([a, b, c, d, e, f], [g, h, i, j, k, l]) {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}
