/** How many tests passed, failed and were left out; a check without tests counts only when it fails. */
export function counts({ passed = 0, failed = 0, skipped = 0 } = {}) {
  return { passed, failed, skipped }
}

export function sum(one, other) {
  return counts({
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  })
}

/** The totals of a runner that ended with this exit code. One that failed without failing a test counts as one. */
export function counted(exitCode, found) {
  return exitCode !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found
}

/** What vitest's JSON report says; a file that could not be loaded counts as one that failed. */
export function countsOfVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const unloaded = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.length)
  return counts({
    passed: numPassedTests,
    failed: numFailedTests + unloaded.length,
    skipped: numPendingTests + numTodoTests,
  })
}

/** What Playwright's JSON report says. */
export function countsOfPlaywright({ stats }) {
  return counts({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped })
}
