import type { Recognition } from './pictures/findings'

/** What the machine may notice about a document, and what it means to the reviewer who reads it. It decides nothing. */
export const SIGNALS = {
  MRZ_DISAGREES: 'The machine-readable zone says something else than the answer in field',
  MRZ_CHECK_DIGITS: 'Not all check digits of the machine-readable zone are right',
  EXPIRED: 'The machine-readable zone says that the document has expired',
  SAME_SIDES: 'The same file was shown as the other side of the document',
  PREVIOUSLY_REJECTED: 'The same file was sent back before',
  DUPLICATE: 'The same file was shown as another document',
  SCREENSHOT: 'Its name is that of a picture of a screen',
  SHOWN_BY_ANOTHER_CUSTOMER: 'Another customer has shown the same file',
  LIVENESS: 'The share of the requested gestures that the device saw, as score: a hint, not a proof',
} as const satisfies Record<Recognition, string> & Record<string, string>

export type SignalCode = keyof typeof SIGNALS
export const SIGNAL_CODES = Object.keys(SIGNALS) as [SignalCode, ...SignalCode[]]

/** The signals that the customer is told too: something that they can put right. */
export const DOCUMENT_NOTES = ['EXPIRED', 'MRZ_DISAGREES'] as const satisfies readonly SignalCode[]
export type DocumentNote = (typeof DOCUMENT_NOTES)[number]
