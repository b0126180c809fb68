import type { Recognition } from './findings'

/** A document that exists already: what it was used as, and its status. */
export type KnownDocument = {
  readonly checksum: string
  readonly field: string | null
  readonly document_type: string
  readonly side: string
  readonly status: string
}

/** A new file and what it is used as. */
export type ShownFile = Omit<KnownDocument, 'status'>

/**
 * Finds a file among a customer's documents by its checksum: whether it was rejected, or used as the other side or as
 * another type of document. The same file in the same place is fine: it replaces the existing one.
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

/** How systems name screenshots. */
const SCREENSHOT_NAME =
  /screen.?shot|screen.?capture|bildschirmfoto|capture.d.?.cran|captura.de|schermata|zrzut|skärmbild|снимок|скриншот|スクリーンショット|스크린샷|屏幕截图|截屏/i

/** Whether a file is a screenshot, judging by its name: the pixels do not tell. */
export function isScreenshot(fileName: string): boolean {
  return SCREENSHOT_NAME.test(fileName.normalize('NFC'))
}
