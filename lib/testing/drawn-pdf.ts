import { deflateSync } from 'node:zlib'

/** Generates PDF files for tests: valid, password-protected and malicious ones. */

/** A PDF with these objects. The first one is the catalog. */
export function pdfOf(objects: readonly string[], trailer = ''): Buffer {
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const offset = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const start = text.length
  const size = objects.length + 1
  text += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\n`
  return Buffer.from(`${text}startxref\n${start}\n%%EOF\n`, 'latin1')
}

const PAGES = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
]

/** Two empty pages. */
export function drawPdf(): Buffer {
  return pdfOf(PAGES)
}

const LOCK = `<< /Filter /Standard /V 1 /R 2 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> /P -4 >>`

/** Protected by an unknown password. */
export function drawLockedPdf(): Buffer {
  return pdfOf([...PAGES, LOCK], `/Encrypt 5 0 R /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`)
}

/** A decompression bomb: a few kilobytes, compressed twice, that expand to `megabytes` when the file is opened. */
export function drawPdfBomb(megabytes: number): Buffer {
  const twice = deflateSync(deflateSync(Buffer.alloc(megabytes << 20, 32)))
  const before = '%PDF-1.5\n'
  const head = `5 0 obj\n<< /Type /ObjStm /N 2 /First 32 /Filter [/FlateDecode /FlateDecode] /Length ${twice.length} >>\nstream\n`
  const packed = Buffer.concat([Buffer.from(before + head), twice, Buffer.from('\nendstream\nendobj\n')])
  const entries = Buffer.alloc(7 * 7)
  const entry = (object: number, kind: number, at: number, index: number) => {
    entries.writeUInt8(kind, object * 7)
    entries.writeUInt32BE(at, object * 7 + 1)
    entries.writeUInt16BE(index, object * 7 + 5)
  }
  entry(1, 2, 5, 0)
  entry(2, 2, 5, 1)
  entry(5, 1, before.length, 0)
  entry(6, 1, packed.length, 0)
  const table = `6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R /Length ${entries.length} >>\nstream\n`
  const end = `\nendstream\nendobj\nstartxref\n${packed.length}\n%%EOF\n`
  return Buffer.concat([packed, Buffer.from(table), entries, Buffer.from(end)])
}
