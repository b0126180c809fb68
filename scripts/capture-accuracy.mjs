import { onPinnedNode } from './runtime.mjs'
import { runSuite } from './suite.mjs'

await onPinnedNode(async () => {
  const tests = await runSuite('lib/capture/scenes/accuracy.suite.ts', { reporters: ['default'] })
  return tests.length > 0 && tests.every(({ state }) => state !== 'failed') ? 0 : 1
})
