import type { Recognition } from './findings'

/** A document that is known already: what it was shown as, and what became of it. */
export type KnownDocument = {
  readonly checksum: string
  readonly field: string | null
  readonly document_type: string
  readonly side: string
  readonly status: string
}

/** The file that is about to be shown, and as what. */
export type ShownFile = Omit<KnownDocument, 'status'>

/**
 * What a file is already, byte for byte, among a person's documents: the one that was sent back, the other side, or
 * another kind of document. The same file in its own place is no news: it takes the place of what is there.
 */
export function recognise(
  shown: ShownFile,
  known: readonly KnownDocument[],
): Exclude<Recognition, 'SCREENSHOT'> | null {
  const same = known.filter(({ checksum }) => checksum === shown.checksum)
  if (same.some(({ status }) => status === 'rejected')) return 'PREVIOUSLY_REJECTED'
  const alike = same.filter(
    ({ document_type, field }) => document_type === shown.document_type && field === shown.field,
  )
  if (alike.some(({ side }) => side !== shown.side)) return 'SAME_SIDES'
  return same.some(({ document_type }) => document_type !== shown.document_type) ? 'DUPLICATE' : null
}

/** What systems call the pictures that they take of a screen. */
const SCREENSHOT_NAME =
  /screen.?shot|screen.?capture|bildschirmfoto|capture.d.?.cran|captura.de|schermata|zrzut|skärmbild|снимок|скриншот|スクリーンショット|스크린샷|屏幕截图|截屏/i

/** Whether a file is a picture of a screen rather than of a document, by its name: pixels do not tell. */
export function isScreenshot(fileName: string): boolean {
  return SCREENSHOT_NAME.test(fileName.normalize('NFC'))
}
