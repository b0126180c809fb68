import type { CheckId } from '@/lib/contract/verification/case-findings'
import { addressAge } from './address-age'
import { addressAnswers } from './address-answers'
import { addressHolder } from './address-holder'
import type { Check, Need } from './define-check'
import { documentExpiry } from './document-expiry'
import { documentKind } from './document-kind'
import { fileReuse } from './file-reuse'
import { fileScan } from './file-scan'
import { listScreening } from './list-screening'
import { possibleDates } from './possible-dates'
import { zoneAnswers } from './zone-answers'
import { zoneCheckDigits } from './zone-check-digits'

type AnyCheck = { [Kind in Need]: Check<Kind> }[Need]
export type Registered = { readonly [Id in CheckId]: AnyCheck & { readonly id: Id } }

/** The check of each id. The compiler requires all of them, and each under its own. */
export const REGISTERED: Registered = {
  'zone-check-digits': zoneCheckDigits,
  'zone-answers': zoneAnswers,
  'document-kind': documentKind,
  'document-expiry': documentExpiry,
  'possible-dates': possibleDates,
  'address-holder': addressHolder,
  'address-answers': addressAnswers,
  'address-age': addressAge,
  'file-reuse': fileReuse,
  'file-scan': fileScan,
  'list-screening': listScreening,
}
