/**
 * The reasons for a rejection, with what cTrader's error says of them (docs/requirements/ctrader.md#errors). The screens
 * have a text for each in every language: under `reasons.<code>` what to do, under `finalReasons.<code>` what it was.
 */
export const REASONS = {
  unreadable: 'Document could not be read',
  wrong_document: 'Document is not one that is accepted',
  expired_document: 'Document has expired',
  incomplete_document: 'Document is incomplete',
  data_mismatch: 'Details do not match',
  document_too_old: 'Document is too old',
  suspected_alteration: 'Document appears to be altered',
  answers_incomplete: 'Answers are incomplete',
  other: 'The check could not be completed',
} as const satisfies Record<string, string>
export type ReasonCode = keyof typeof REASONS
export const REASON_CODES = Object.keys(REASONS) as [ReasonCode, ...ReasonCode[]]
