import { existsSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { findBrowser, findShell } from './find-browser.mjs'
import { buildIfStale } from './production-build.mjs'
import { makeRunFolder, makeTemporaryFolder } from './run-folder.mjs'
import { onPinnedNode, Refusal, readJson, root, run } from './runtime.mjs'
import { counted, counts, countsOfPlaywright, countsOfVitest, sum } from './totals.mjs'

const DIRECTIONS = 'lib/architecture.test.ts'
/** Real files beside the project, on which more tests run where they are. */
const SAMPLES = '../shared/samples'

/** Every stage in its order. It answers how many passed and failed; a check without tests fails as one. */
const STAGES = {
  lint: () => check('biome', 'ci', '--error-on-warnings', '--colors', process.stdout.isTTY ? 'force' : 'off', '.'),
  imports: async () => sum(await check('knip', '--no-progress'), await vitest('imports', [DIRECTIONS])),
  types: async () => sum(await check('next', 'typegen'), await check('tsc', '--noEmit')),
  unit: (options) => vitest('unit', [...(names(options, DIRECTIONS) ? [] : ['--exclude', DIRECTIONS]), ...options]),
  build: () => buildIfStale().then(() => counts()),
  // Drawn once; the journeys and the measurements show them.
  specimens: () => journeys('specimens', ['--project=specimens']),
  e2e: (options) => journeys('e2e', ['--project=desktop', '--project=camera', '--project=phone', ...options]),
  // After the others, one at a time: nothing beside it takes its time.
  timing: (options) => journeys('timing', ['--project=timing', '--workers=1', ...options]),
}

/** Where this run keeps what it makes, from the project's folder. */
let folder
let browser
let interrupted = false

await onPinnedNode(async () => {
  folder = relative(root, makeRunFolder(join(root, 'test-results')))
  const temporary = makeTemporaryFolder()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => (interrupted = true))
  const words = process.argv.slice(2)
  const chosen = Object.keys(STAGES).filter((name) => words.includes(name))
  const options = words.filter((word) => !(word in STAGES))
  let total = counts()
  for (const name of chosen.length > 0 ? chosen : Object.keys(STAGES)) {
    const outcome = await stage(name, options)
    total = sum(total, outcome)
    if (interrupted || (name === 'build' && outcome.failed)) break
  }
  rmSync(temporary, { recursive: true, force: true })
  if (total.skipped) console.log(`\n${leftOut(total.skipped)}`)
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
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

function leftOut(skipped) {
  const why = existsSync(join(root, SAMPLES)) ? '' : `: there are no real samples at ${SAMPLES}`
  return `${skipped} tests were left out${why}`
}

/** Whether one of the paths that a person asked for is this file's, or a part of it. */
function names(options, file) {
  return options.some((option) => !option.startsWith('-') && file.includes(option))
}

async function check(program, ...args) {
  return counts({ failed: (await run(program, args)) === 0 ? 0 : 1 })
}

async function vitest(name, args) {
  const report = `${folder}/${name}.json`
  const outputs = ['--reporter=default', '--reporter=json', `--outputFile=${report}`]
  return counted(await run('vitest', ['run', ...outputs, ...args]), read(report, countsOfVitest))
}

async function journeys(name, options) {
  // Looked for once: one that could not be had for a stage cannot be had for the next.
  browser ??= findBrowser()
  const { path, from } = await browser
  const shell = findShell()
  console.log(`Browser: ${path} (from ${from})${shell ? `; without a camera: ${shell}` : ''}`)
  const report = `${folder}/${name}.json`
  const output = `--output=${folder}/journeys/${name}`
  const exitCode = await run('playwright', ['test', '--pass-with-no-tests', output, ...options], {
    env: {
      KYC_BROWSER: path,
      KYC_SHELL: shell,
      KYC_RUN_FOLDER: folder,
      KYC_REPORT: report,
      // The runner sets FORCE_COLOR for its workers; both together make every one of them complain.
      NO_COLOR: undefined,
    },
  })
  return counted(exitCode, read(report, countsOfPlaywright))
}

/** The totals of a report, where one was written. */
function read(report, countsOf) {
  return existsSync(join(root, report)) ? countsOf(readJson(report)) : counts()
}
