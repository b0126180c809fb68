import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { drawLetter, lines } from '@/lib/testing/drawn-letter'
import { CARRIED, drawActivePdf, drawLockedPdf, drawPdf, drawPdfBomb, pdfOf } from '@/lib/testing/drawn-pdf'
import { cleanPdf } from './clean-pdf'
import { printOfPdf } from './print'

const cleaner = fileURLToPath(new URL('pdf-cleaner.mjs', import.meta.url))

const SIZE = { width: 64, height: 48 }
const PLACE = 'GPS of the kitchen'
const drawPhoto = () =>
  sharp({ create: { ...SIZE, channels: 3, background: '#a52' } })
    .withExif({ IFD0: { ImageDescription: PLACE } })
    .jpeg()
    .toBuffer()

const textsOf = async (pdf: Buffer) => (await printOfPdf(pdf)).map(({ text }) => text)

/** Everything that stands in a PDF, unpacked. */
async function contentOf(pdf: Buffer): Promise<string> {
  const { context } = await PDFDocument.load(pdf, { updateMetadata: false })
  const objects = context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFRawStream)) return [String(object)]
    const isPicture = object.dict.get(PDFName.of('Filter')) === PDFName.of('DCTDecode')
    return [
      String(object.dict),
      Buffer.from(isPicture ? object.contents : decodePDFRawStream(object).decode()).toString('latin1'),
    ]
  })
  return [pdf.toString('latin1'), ...objects].join('\n')
}

describe('cleanPdf', () => {
  it('counts the pages', async () => {
    expect((await cleanPdf(drawPdf())).pages).toBe(2)
  })

  it('keeps what a viewer shows: print, answers of a form, stamps and photos, and no layer or note that it hides', async () => {
    const { bytes } = await cleanPdf(drawActivePdf(await drawPhoto(), SIZE))
    const texts = await textsOf(bytes)
    expect(texts).toEqual(expect.arrayContaining(['Bill', '42.00', 'PAID']))
    expect(texts).not.toContain('SECRET')
    const { catalog, context } = await PDFDocument.load(bytes, { updateMetadata: false })
    const layers = catalog.lookup(PDFName.of('OCProperties'), PDFDict)
    expect(String(layers.lookup(PDFName.of('D')))).toMatch(/\/OFF \[ \d+ 0 R \]/)
    const photos = context.enumerateIndirectObjects().flatMap(([, object]) => {
      const isPhoto = object instanceof PDFRawStream && String(object.dict).includes('DCTDecode')
      return isPhoto ? [Buffer.from(object.contents)] : []
    })
    expect(await sharp(photos[0]).metadata()).toMatchObject(SIZE)
  })

  it('keeps nothing that acts, is attached, or tells of its maker', async () => {
    const before = await contentOf(drawActivePdf(await drawPhoto(), SIZE))
    const { bytes } = await cleanPdf(drawActivePdf(await drawPhoto(), SIZE))
    const after = await contentOf(bytes)
    for (const carried of [...Object.values(CARRIED), PLACE]) {
      expect(before).toContain(carried)
      expect(after).not.toContain(carried)
    }
    const acting =
      /\/(JS|JavaScript|Launch|OpenAction|AA|A|URI|GoToR|EmbeddedFiles?|EF|Names|AcroForm|XFA|Annots|Metadata|Info|PS|PieceInfo)\b/
    expect(before).toMatch(acting)
    expect(after).not.toMatch(acting)
  })

  it('keeps the print of a bill where it is', async () => {
    const bill = drawLetter(
      lines(60, 120, ['Ada Example', 'Rue de l’Église 5', '75011 Paris']),
      lines(60, 90, ['Ελλάδα', 'Київ']),
    )
    const { bytes } = await cleanPdf(bill)
    expect(await printOfPdf(bytes)).toEqual(await printOfPdf(bill))
  })

  it('gives the same bytes for the same PDF, and changes its own no more', async () => {
    const pdf = drawActivePdf(await drawPhoto(), SIZE)
    const { bytes } = await cleanPdf(pdf)
    expect((await cleanPdf(pdf)).bytes.equals(bytes)).toBe(true)
    expect(await textsOf((await cleanPdf(bytes)).bytes)).toEqual(await textsOf(bytes))
  })

  it('opens what only its permissions protect, as banks send it', async () => {
    const document = await PDFDocument.load(drawLetter(lines(60, 120, ['Ada Example'])))
    document.encrypt({ ownerPassword: 'of the bank', userPassword: '' })
    const locked = Buffer.from(await document.save())
    expect(locked.includes('/Encrypt')).toBe(true)
    const { bytes } = await cleanPdf(locked)
    expect(bytes.includes('/Encrypt')).toBe(false)
    expect(await textsOf(bytes)).toEqual(['Ada Example'])
  })

  it('draws a photo anew that was cut short', async () => {
    const photo = await drawPhoto()
    const { bytes } = await cleanPdf(drawActivePdf(photo.subarray(0, photo.length - 2), SIZE))
    expect(await contentOf(bytes)).not.toContain(PLACE)
    expect(await textsOf(bytes)).toContain('Bill')
  })

  it('refuses a password-protected PDF', async () => {
    await expect(cleanPdf(drawLockedPdf())).rejects.toMatchObject({ code: 'FILE_ENCRYPTED' })
  })

  it.each([
    ['only a signature', Buffer.from('%PDF-1.7\n')],
    ['no page', pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>'])],
    ['garbage after the signature', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(50_000, 'q7#')])],
  ])('refuses a PDF with %s', async (_what, content) => {
    await expect(cleanPdf(content)).rejects.toMatchObject({ code: 'FILE_CORRUPTED' })
  })

  it('stops a decompression bomb before it exhausts memory', async () => {
    const bomb = drawPdfBomb(500)
    expect(bomb.length).toBeLessThan(10_000)
    await expect(cleanPdf(bomb)).rejects.toMatchObject({ code: 'FILE_CORRUPTED' })
    const cleanIt = () => execFileSync(process.execPath, [cleaner], { input: bomb, stdio: 'pipe' })
    expect(cleanIt).toThrow(expect.objectContaining({ signal: 'SIGKILL' }))
  })
})
