import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './production-build.mjs'
import { onPinnedNode, Refusal, root, run } from './runtime.mjs'
import { runSuite } from './suite.mjs'

const NEEDED = ['WebKitWebDriver', 'Xvfb']
const HINT = `needs WebKitGTK's driver and a screen to draw on:

  apt-get install --no-install-recommends webkit2gtk-driver xvfb`

await onPinnedNode(async () => {
  const missing = NEEDED.filter((program) => spawnSync('which', [program]).status !== 0)
  if (missing.length > 0) throw new Refusal(`${missing.join(' and ')} not found. This ${HINT}`)
  await buildIfStale()
  if (!existsSync(join(root, 'test-results', 'specimens'))) await run('npm', ['run', 'specimens'])
  const tests = await runSuite('e2e/webkit.suite.ts', {
    ...{ reporters: ['verbose'], testTimeout: 180_000, hookTimeout: 120_000, maxConcurrency: 1 },
  })
  return tests.length > 0 && tests.every(({ state }) => state === 'passed') ? 0 : 1
})
