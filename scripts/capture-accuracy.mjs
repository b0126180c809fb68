import { onPinnedNode } from './runtime.mjs'
import { folderArgument, runSuite } from './suite.mjs'

await onPinnedNode(async () => {
  const folder = folderArgument()
  const suite = `lib/capture/scenes/${folder === null ? 'accuracy' : 'folder'}.suite.ts`
  const tests = await runSuite(suite, { reporters: ['default'], provide: { folder } })
  return tests.length > 0 && tests.every(({ state }) => state !== 'failed') ? 0 : 1
})
