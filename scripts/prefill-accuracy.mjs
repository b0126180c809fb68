import { findBrowser } from './find-browser.mjs'
import { onPinnedNode } from './runtime.mjs'
import { runSuite } from './suite.mjs'

await onPinnedNode(async () => {
  const tests = await runSuite('lib/kyc/verification/prefill-accuracy.suite.ts', {
    reporters: ['default'],
    provide: { browser: (await findBrowser()).path },
  })
  return tests.length > 0 && tests.every(({ state }) => state !== 'failed') ? 0 : 1
})
