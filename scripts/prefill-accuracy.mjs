import { findBrowser } from './find-browser.mjs'
import { onPinnedNode } from './runtime.mjs'
import { folderArgument, runSuite } from './suite.mjs'

await onPinnedNode(async () => {
  const folder = folderArgument()
  // Somebody's own pictures are not drawn.
  const browser = folder === null ? (await findBrowser()).path : ''
  const tests = await runSuite('lib/kyc/verification/prefill-accuracy.suite.ts', {
    reporters: ['default'],
    provide: { folder, browser },
  })
  return tests.length > 0 && tests.every(({ state }) => state !== 'failed') ? 0 : 1
})
