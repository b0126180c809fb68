import type { CaseFindingCode, CheckId, Evidence, FindingPlace } from '@/lib/contract/verification/case-findings'
import type { CaseFacts, Paper, Side } from '../case-facts'

/** What a check may need: it is run once for each that is there, and not before it was read. */
export type Needs = {
  /** The machine-readable zone of a document. */
  zone: Paper & { zone: { state: 'read' } }
  /** The print of a bill or letter. */
  print: Paper & { print: { state: 'read' } }
  /** A file. */
  file: Side
  /** How far the screening of the customer is. */
  screening: CaseFacts['screening']
}
export type Need = keyof Needs

/** What a check says. Nothing found is not a pass: a check says `PASSED` itself. */
export type Found = { code: CaseFindingCode; field?: string; evidence?: Evidence; place?: FindingPlace | null }

/** One check, as one value. Another version of it is run again over cases that an earlier one looked at. */
export type Check<Kind extends Need = Need> = {
  readonly id: CheckId
  readonly version: number
  readonly needs: Kind
  /** In milliseconds. Default: `LONGEST_CHECK_MS`. */
  readonly longest?: number
  /** `stop` tells that nobody waits for it any more. */
  run(subject: Needs[Kind], facts: CaseFacts, stop: AbortSignal): readonly Found[] | Promise<readonly Found[]>
}

export function defineCheck<Id extends CheckId, Kind extends Need>(
  check: Check<Kind> & { readonly id: Id },
): Check<Kind> & { readonly id: Id } {
  return check
}
