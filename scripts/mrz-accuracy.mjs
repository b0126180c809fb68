import { findBrowser } from './find-browser.mjs'
import { onPinnedNode } from './runtime.mjs'
import { runSuite } from './suite.mjs'

await onPinnedNode(async () => {
  const { path } = await findBrowser()
  const tests = await runSuite('lib/inspection/mrz/accuracy/accuracy.suite.ts', {
    ...{ reporters: ['default'], provide: { browser: path } },
  })
  return tests.length > 0 && tests.every(({ state }) => state !== 'failed') ? 0 : 1
})
