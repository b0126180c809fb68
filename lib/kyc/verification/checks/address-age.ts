import type { CaseFindingCode } from '@/lib/contract/verification/case-findings'
import { ageOf, type PrintAge } from '../../rules/dates-in-print'
import { defineCheck } from './define-check'

const CODES = {
  recent: 'PASSED',
  old: 'TOO_OLD',
  future: 'ISSUED_IN_FUTURE',
  unknown: 'NOT_COMPARABLE',
} as const satisfies Record<PrintAge['verdict'], CaseFindingCode>

/** How old a proof of address is, by the day of issue in its print. */
export const addressAge = defineCheck({
  ...{ id: 'address-age', version: 1, needs: 'print' },
  run: ({ max_age_months: months, print: { dates } }, { today }) => {
    if (dates === null || dates.length === 0) return [{ code: 'NOT_READ' }]
    const age = ageOf(dates, { today, months })
    return [{ code: CODES[age.verdict], evidence: { dates: age.dates, months }, place: { in: 'print' } }]
  },
})
