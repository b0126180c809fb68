import { defineCheck } from './define-check'

/** How the screening of the customer stands. A hit that is not settled is no pass, whatever else agrees. */
export const listScreening = defineCheck({
  ...{ id: 'list-screening', version: 1, needs: 'screening' },
  run: ({ state, open, listed }) => {
    if (listed > 0) return [{ code: 'LISTED', evidence: { hits: listed } }]
    if (open > 0) return [{ code: 'HITS_OPEN', evidence: { hits: open } }]
    if (state === 'due') return [{ code: 'WAITING' }]
    if (state === 'failed') return [{ code: 'SCREENING_FAILED' }]
    return [{ code: state === 'done' ? 'PASSED' : 'NOT_SCREENED' }]
  },
})
