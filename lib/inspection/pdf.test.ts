import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { drawLockedPdf, drawPdf, drawPdfBomb, pdfOf } from '@/lib/testing/drawn-pdf'
import { countPdfPages } from './pdf'

const inspector = fileURLToPath(new URL('pdf-inspector.mjs', import.meta.url))

describe('countPdfPages', () => {
  it('counts the pages', async () => {
    expect(await countPdfPages(drawPdf())).toBe(2)
  })

  it('refuses a password-protected PDF', async () => {
    await expect(countPdfPages(drawLockedPdf())).rejects.toMatchObject({ code: 'FILE_ENCRYPTED' })
  })

  it.each([
    ['only a signature', Buffer.from('%PDF-1.7\n')],
    ['no page', pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>'])],
    ['garbage after the signature', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(50_000, 'q7#')])],
  ])('refuses a PDF with %s', async (_what, content) => {
    await expect(countPdfPages(content)).rejects.toMatchObject({ code: 'FILE_CORRUPTED' })
  })

  it('stops a decompression bomb before it exhausts memory', async () => {
    const bomb = drawPdfBomb(500)
    expect(bomb.length).toBeLessThan(10_000)
    await expect(countPdfPages(bomb)).rejects.toMatchObject({ code: 'FILE_CORRUPTED' })
    const inspectIt = () => execFileSync(process.execPath, [inspector], { input: bomb, stdio: 'pipe' })
    expect(inspectIt).toThrow(expect.objectContaining({ signal: 'SIGKILL' }))
  })
})
