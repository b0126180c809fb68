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

function streamOf(dict: string, bytes: string): string {
  return `<< ${dict} /Length ${bytes.length} >>\nstream\n${bytes}\nendstream`
}

/** What a PDF can carry besides what is painted. Each is written somewhere in the PDF of `drawActivePdf`. */
export const CARRIED = {
  script: 'app.alert(1)',
  scriptByName: 'this.exportDataObject()',
  launched: 'calc.exe',
  attached: 'MZ-attached',
  attachedToPage: 'MZ-on-the-page',
  linked: 'https://tracker.example/opened',
  author: 'Ada Author',
  metadata: '<x:xmpmeta>Ada Author</x:xmpmeta>',
  pageMetadata: '<x:xmpmeta>of a page</x:xmpmeta>',
  fieldScript: 'AFNumber_Keystroke(2)',
  external: 'elsewhere.pdf',
  postScript: '(PostScript) print',
  stray: 'carried along',
} as const

/**
 * One page that says "Bill", with a filled field "42.00", a stamp "PAID", a hidden note "SECRET", a layer "Draft" that is not
 * shown, a photo, and all that is `CARRIED`.
 */
export function drawActivePdf(photo: Buffer, { width, height }: { width: number; height: number }): Buffer {
  const c = CARRIED
  const appearance = (text: string) =>
    streamOf(
      '/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F 5 0 R >> >>',
      `BT /F 12 Tf 2 4 Td (${text}) Tj ET`,
    )
  const painted =
    'BT /F 24 Tf 40 780 Td (Bill) Tj ET /OC /L BDC BT /F 24 Tf 40 700 Td (Draft) Tj ET EMC q 200 0 0 120 40 400 cm /P Do Q'
  const resources = `<< /Font << /F 5 0 R >> /XObject << /P 7 0 R /S 8 0 R >> /Properties << /L 9 0 R >> /Stray 10 0 R >>`
  return pdfOf(
    [
      `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (${c.script}) >> /Metadata 11 0 R /AcroForm << /Fields [12 0 R] /XFA 10 0 R >>
/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (${c.scriptByName}) >>] >> /EmbeddedFiles << /Names [(a) 17 0 R] >> >>
/Dests << /a 24 0 R >> /AA << /WC << /S /Launch /F (${c.launched}) >> >> /OCProperties << /OCGs [9 0 R] /D << /OFF [9 0 R] >> >> >>`,
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources ${resources} /Contents 4 0 R /Metadata 19 0 R
/AA << /O << /S /Launch /Win << /F (${c.launched}) >> >> >> /Annots [12 0 R 13 0 R 14 0 R 15 0 R 16 0 R] /PieceInfo << /X << /Private 10 0 R >> >> >>`,
      streamOf('', painted),
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      appearance('42.00'),
      streamOf(
        `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Metadata 19 0 R`,
        photo.toString('latin1'),
      ),
      streamOf('/Type /XObject /Subtype /PS', c.postScript),
      '<< /Type /OCG /Name (Draft) >>',
      streamOf('', c.stray),
      streamOf('/Type /Metadata /Subtype /XML', c.metadata),
      `<< /Type /Annot /Subtype /Widget /FT /Tx /T (amount) /V (42.00) /Rect [40 600 140 620] /F 4 /AP << /N 6 0 R >>
/AA << /K << /S /JavaScript /JS (${c.fieldScript}) >> >> >>`,
      '<< /Type /Annot /Subtype /Stamp /Rect [200 600 300 620] /AP << /N 20 0 R >> >>',
      '<< /Type /Annot /Subtype /Text /Rect [300 600 400 620] /F 2 /AP << /N 21 0 R >> >>',
      `<< /Type /Annot /Subtype /Link /Rect [40 760 140 800] /A << /S /URI /URI (${c.linked}) >> >>`,
      '<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 10 10] /FS 18 0 R >>',
      '<< /Type /Filespec /F (a.exe) /EF << /F 22 0 R >> >>',
      '<< /Type /Filespec /F (b.exe) /EF << /F 23 0 R >> >>',
      streamOf('/Type /Metadata /Subtype /XML', c.pageMetadata),
      appearance('PAID'),
      appearance('SECRET'),
      streamOf('/Type /EmbeddedFile', c.attached),
      streamOf('/Type /EmbeddedFile', c.attachedToPage),
      `<< /Type /Action /S /GoToR /F (${c.external}) >>`,
      `<< /Author (${c.author}) >>`,
    ],
    '/Info 25 0 R',
  )
}
