import { PDF_DECODERS } from '@/lib/contract/pictures/pdf-decoders'
import { isBlankPage } from './blank-page'

/**
 * The first page of a PDF, drawn; whether nothing is on it; and how many there are. `locked`: it asks for a password;
 * `broken`: it is no PDF that anybody could open.
 */
export type PdfPreview =
  | { kind: 'page'; image: Blob; width: number; height: number; blank: boolean; pages: number }
  | { kind: 'locked' }
  | { kind: 'broken' }

/** Declared here: the browser build of the library brings no worker type. */
type PdfLibrary = typeof import('pdfjs-dist')

let library: Promise<PdfLibrary> | null = null

/**
 * Draws the first page at `width` pixels. Loads its library at the first call; scripts inside a PDF are never run.
 * Rejects where this browser cannot draw it.
 */
export async function previewPdf(file: File, width: number): Promise<PdfPreview> {
  library ??= load()
  const { getDocument, PasswordException, InvalidPDFException } = await library
  const data = new Uint8Array(await file.arrayBuffer())
  // Decoders for pictures in JPEG 2000 and JBIG2, as scanners write them: asked for only where there is one.
  const task = getDocument({ data, wasmUrl: new URL(PDF_DECODERS, window.location.href).href })
  try {
    const document = await task.promise
    const page = await document.getPage(1)
    const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width })
    const canvas = window.document.createElement('canvas')
    canvas.width = Math.ceil(viewport.width)
    canvas.height = Math.ceil(viewport.height)
    await page.render({ canvas, viewport }).promise
    const { width: w, height } = canvas
    const blank = isBlank(canvas)
    return { kind: 'page', image: await pngOf(canvas), width: w, height, blank, pages: document.numPages }
  } catch (error) {
    if (error instanceof PasswordException) return { kind: 'locked' }
    if (error instanceof InvalidPDFException) return { kind: 'broken' }
    throw error
  } finally {
    void task.destroy()
  }
}

function isBlank(canvas: HTMLCanvasElement): boolean {
  const context = canvas.getContext('2d')
  return context !== null && isBlankPage(context.getImageData(0, 0, canvas.width, canvas.height))
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser gave no picture'))), 'image/png'),
  )
}

async function load(): Promise<PdfLibrary> {
  const pdf = await import('pdfjs-dist')
  pdf.GlobalWorkerOptions.workerPort = new Worker(new URL('pdfjs-dist/build/pdf.worker.mjs', import.meta.url), {
    type: 'module',
  })
  return pdf
}
