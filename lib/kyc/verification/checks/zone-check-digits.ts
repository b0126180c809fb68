import { disagreesWithItself } from '../../rules/mrz-comparison'
import { defineCheck } from './define-check'

/** ICAO Doc 9303 part 3, 4.9: the check digits of a zone. */
export const zoneCheckDigits = defineCheck({
  ...{ id: 'zone-check-digits', version: 1, needs: 'zone' },
  run: ({ zone: { mrz } }) => {
    const evidence = Object.fromEntries(
      Object.entries(mrz.parts).flatMap(([part, { certainty }]) => (certainty === 'agreed' ? [] : [[part, certainty]])),
    )
    const place = { in: 'zone' } as const
    if (mrz.valid) return [{ code: 'PASSED', place }]
    if (mrz.format === 'CHE_DL') return [{ code: 'NO_CHECK_DIGITS', place }]
    return [{ code: disagreesWithItself(mrz) ? 'MRZ_CHECK_DIGITS' : 'READ_BY_ONE', evidence, place }]
  },
})
