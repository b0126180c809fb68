import type { Recognition } from './pictures/findings'

/** The signals about a document, with their descriptions for reviewers. They decide nothing. */
export const SIGNALS = {
  MRZ_DISAGREES: 'The machine-readable zone differs from the answer in field',
  MRZ_NOT_COMPARABLE: 'The answer in field cannot be compared with the machine-readable zone: look at it yourself',
  MRZ_CHECK_DIGITS: 'The machine-readable zone is not certain: see how its parts were read',
  BARCODE_DISAGREES: 'The barcode differs from the answer in field',
  EXPIRED: 'The document has expired, according to its machine-readable zone or its barcode',
  SAME_SIDES: 'The same file was used as the other side of the document',
  PREVIOUSLY_REJECTED: 'The same file was rejected before',
  DUPLICATE: 'The same file was used as another document',
  SCREENSHOT: 'The file name is that of a screenshot',
  SHOWN_BY_ANOTHER_CUSTOMER: 'Another customer used the same file',
  LIVENESS: 'The share of the requested gestures that the device saw, as score: a hint, not proof',
} as const satisfies Record<Recognition, string> & Record<string, string>

export type SignalCode = keyof typeof SIGNALS
export const SIGNAL_CODES = Object.keys(SIGNALS) as [SignalCode, ...SignalCode[]]

/** The signals that the customer sees too, because they can fix the problem. */
export const DOCUMENT_NOTES = ['EXPIRED', 'MRZ_DISAGREES'] as const satisfies readonly SignalCode[]
export type DocumentNote = (typeof DOCUMENT_NOTES)[number]
