import { describe, expect, it } from 'vitest'
import { counted, counts, countsOfPlaywright, countsOfVitest, sum } from './totals.mjs'

describe('the totals', () => {
  it('are those of all runners together', () => {
    const total = sum(counts({ passed: 3, failed: 1 }), counts({ passed: 4, skipped: 2 }))
    expect(total).toEqual({ passed: 7, failed: 1, skipped: 2 })
  })

  it('of vitest count a file that could not be loaded as one that failed', () => {
    const loaded = { status: 'failed', assertionResults: [{ status: 'failed' }] }
    const report = {
      ...{ numPassedTests: 8, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 },
      testResults: [loaded, { status: 'failed', assertionResults: [] }, { status: 'passed', assertionResults: [] }],
    }
    expect(countsOfVitest(report)).toEqual({ passed: 8, failed: 2, skipped: 3 })
  })

  it('of Playwright count what passed the second time as passed', () => {
    const stats = { expected: 5, flaky: 1, unexpected: 2, skipped: 3 }
    expect(countsOfPlaywright({ stats })).toEqual({ passed: 6, failed: 2, skipped: 3 })
  })

  it('never hide that a runner failed, whatever its report says', () => {
    expect(counted(0, counts({ passed: 9 }))).toEqual(counts({ passed: 9 }))
    expect(counted(1, counts({ passed: 9 }))).toEqual(counts({ passed: 9, failed: 1 }))
    expect(counted(1, counts({ passed: 9, failed: 4 }))).toEqual(counts({ passed: 9, failed: 4 }))
    expect(counted(137, counts())).toEqual(counts({ failed: 1 }))
  })
})
