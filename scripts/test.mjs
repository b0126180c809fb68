import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build.mjs'
import { findBrowser } from './find-browser.mjs'
import { onPinnedNode, Refusal, readJson, root, run } from './runtime.mjs'

const REPORTS = 'test-results/reports'
const DIRECTIONS = 'lib/architecture.test.ts'

/** Every stage in its order. It answers how many passed and failed; a check without tests fails as one. */
const STAGES = {
  lint: () => check('biome', 'ci', '--error-on-warnings', '--colors', process.stdout.isTTY ? 'force' : 'off', '.'),
  imports: async () => sum(await check('knip', '--no-progress'), await vitest('imports', DIRECTIONS)),
  types: async () => sum(await check('next', 'typegen'), await check('tsc', '--noEmit')),
  unit: () => vitest('unit', '--exclude', DIRECTIONS),
  build: () => buildIfStale().then(() => counts()),
  // Drawn once; the journeys and the measurements show them.
  specimens: () => journeys('specimens', ['--project=specimens']),
  e2e: (options) => journeys('e2e', ['--project=desktop', '--project=phone', ...options]),
  // After the others, one at a time: nothing beside it takes its time.
  timing: (options) => journeys('timing', ['--project=timing', '--workers=1', ...options]),
}

await onPinnedNode(async () => {
  rmSync(join(root, REPORTS), { recursive: true, force: true })
  mkdirSync(join(root, REPORTS), { recursive: true })
  const words = process.argv.slice(2)
  const chosen = Object.keys(STAGES).filter((name) => words.includes(name))
  const options = words.filter((word) => !(word in STAGES))
  let total = counts()
  for (const name of chosen.length > 0 ? chosen : Object.keys(STAGES)) {
    const outcome = await stage(name, options)
    total = sum(total, outcome)
    if (name === 'build' && outcome.failed) break
  }
  const skipped = total.skipped ? `, ${total.skipped} skipped` : ''
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
  return total.failed > 0 || (chosen.length === 0 && total.passed === 0) ? 1 : 0
})

/** Runs one stage and says what came of it and how long it took. */
async function stage(name, options) {
  console.log(`\n── ${name}`)
  const began = Date.now()
  const outcome = await STAGES[name](options).catch((error) => {
    console.error(error instanceof Refusal ? error.message : error)
    return counts({ failed: 1 })
  })
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  console.log(`── ${name}: ${outcome.failed ? 'FAILED' : 'passed'} in ${seconds} s`)
  return outcome
}

function counts({ passed = 0, failed = 0, skipped = 0 } = {}) {
  return { passed, failed, skipped }
}

function sum(one, other) {
  return counts({
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  })
}

async function check(program, ...args) {
  return counts({ failed: (await run(program, args)) === 0 ? 0 : 1 })
}

async function vitest(name, ...args) {
  const file = `${REPORTS}/${name}.json`
  const failed = await run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile=${file}`, ...args])
  return counted(failed, file, ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) => ({
    passed: numPassedTests,
    failed:
      numFailedTests + testResults.filter((it) => it.status === 'failed' && it.assertionResults.length === 0).length,
    skipped: numPendingTests + numTodoTests,
  }))
}

async function journeys(name, options) {
  const browser = await findBrowser()
  console.log(`Browser: ${browser.path} (from ${browser.from})`)
  rmSync(join(root, 'test-results', 'data'), { recursive: true, force: true })
  const output = `--output=test-results/journeys/${name}`
  const failed = await run('playwright', ['test', '--pass-with-no-tests', output, ...options], {
    // The runner sets FORCE_COLOR for its workers; both together make every one of them complain.
    env: { KYC_BROWSER: browser.path, PLAYWRIGHT_JSON_OUTPUT_NAME: `${REPORTS}/${name}.json`, NO_COLOR: undefined },
  })
  return counted(failed, `${REPORTS}/${name}.json`, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }))
}

/** The totals of a report. A runner that failed without failing a test, or without a report, counts as one. */
function counted(failed, file, read) {
  const found = counts(existsSync(join(root, file)) ? read(readJson(file)) : {})
  return failed && found.failed === 0 ? { ...found, failed: 1 } : found
}
