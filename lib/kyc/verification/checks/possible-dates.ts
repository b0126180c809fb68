import { defineCheck, type Found } from './define-check'

/** The oldest person whose age is proven was 122. */
const OLDEST_YEARS = 123

/** What no document of a living person says. The day of issue is in no zone. */
export const possibleDates = defineCheck({
  ...{ id: 'possible-dates', version: 1, needs: 'zone' },
  run: ({ zone: { mrz } }, { today }) => {
    const { birth_date: birth, expiry_date: expiry } = mrz
    if (birth === null || mrz.parts.birth_date?.certainty !== 'agreed') return [{ code: 'NOT_COMPARABLE' }]
    const found: Found[] = []
    const age = Number(today.slice(0, 4)) - Number(birth.slice(0, 4))
    if (birth > today || age > OLDEST_YEARS)
      found.push({ code: 'AGE_IMPOSSIBLE', evidence: { birth }, place: { in: 'zone', part: 'birth_date' } })
    if (expiry !== null && expiry <= birth)
      found.push({
        ...{ code: 'EXPIRES_BEFORE_BIRTH', evidence: { birth, expiry } },
        place: { in: 'zone', part: 'expiry_date' },
      })
    return found.length > 0 ? found : [{ code: 'PASSED', place: { in: 'zone', part: 'birth_date' } }]
  },
})
