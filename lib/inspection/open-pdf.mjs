// What the scripts that open PDFs have in common. To be imported once somebody watches over them.
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'

export { PasswordException } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Opens a PDF without running anything that is in it. */
export function openPdf(data) {
  return getDocument({ data, verbosity: VerbosityLevel.ERRORS, isEvalSupported: false, disableFontFace: true }).promise
}
