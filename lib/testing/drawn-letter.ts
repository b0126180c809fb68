import { pdfOf } from './drawn-pdf'

/** Draws letters for tests, as PDFs with their text in them, in whatever letters. */

/** Print and where it begins, in points from the upper left corner of an A4 sheet. */
export type Piece = { readonly x: number; readonly y: number; readonly text: string; readonly size?: number }

const SHEET = { width: 595, height: 842 }
/** The same for every letter: only places matter. In thousandths of the letters' height. */
const LETTER_WIDTH = 500

/** Lines below each other. */
export function lines(x: number, y: number, texts: readonly string[], size = 11, leading = 1.35): Piece[] {
  return texts.map((text, at) => ({ x, y: y + at * size * leading, text, size }))
}

/** One page for each list of pieces. */
export function drawLetter(...pages: readonly (readonly Piece[])[]): Buffer {
  const letters = [...new Set(pages.flat().flatMap(({ text }) => [...text]))]
  if (letters.length > 250) throw new Error('A font of a letter has at most 250 letters')
  const code = (letter: string) => hex(letters.indexOf(letter) + 1, 2)
  const map = letters.map((letter) => `<${code(letter)}> <${utf16(letter)}>`)
  const blocks = Array.from({ length: Math.ceil(map.length / 100) }, (_, at) => map.slice(at * 100, at * 100 + 100))
  const unicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def
1 begincodespacerange <00> <FF> endcodespacerange
${blocks.map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`).join('\n')}
endcmap end end`
  const widths = Array.from({ length: 256 }, () => LETTER_WIDTH).join(' ')
  const kids = pages.map((_, at) => `${5 + 2 * at} 0 R`).join(' ')
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 0 /LastChar 255 /Widths [${widths}] /ToUnicode 4 0 R >>`,
    stream(unicode),
    ...pages.flatMap((pieces, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${SHEET.width} ${SHEET.height}] /Contents ${6 + 2 * at} 0 R
/Resources << /Font << /F 3 0 R >> >> >>`,
      stream(pieces.map((piece) => shown(piece, code)).join('\n')),
    ]),
  ])
}

function shown({ x, y, text, size = 11 }: Piece, code: (letter: string) => string): string {
  return `BT /F ${size} Tf ${x} ${(SHEET.height - y).toFixed(1)} Td <${[...text].map(code).join('')}> Tj ET`
}

function stream(text: string): string {
  return `<< /Length ${text.length} >>\nstream\n${text}\nendstream`
}

function utf16(letter: string): string {
  return Array.from({ length: letter.length }, (_, at) => hex(letter.charCodeAt(at), 4)).join('')
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}
