/** The path of what a PDF's preview may need. It contains the version, so that browsers can cache it forever. */
export const PDF_DECODERS = '/inapp/api/pdf-decoders/6.5.438/'

/** Decoders of JPEG 2000, of JBIG2 and of colour profiles, and their locations in the installed packages. */
export const PDF_DECODER_FILES: Readonly<Record<string, string>> = {
  'openjpeg.wasm': 'pdfjs-dist/wasm/openjpeg.wasm',
  'jbig2.wasm': 'pdfjs-dist/wasm/jbig2.wasm',
  'qcms_bg.wasm': 'pdfjs-dist/wasm/qcms_bg.wasm',
}
