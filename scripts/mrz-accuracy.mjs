import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findBrowser } from './find-browser.mjs'
import { onPinnedNode, Refusal } from './runtime.mjs'
import { runSuite } from './suite.mjs'

await onPinnedNode(async () => {
  const options = {
    folder: { type: 'string' },
    draw: { type: 'string' },
    half: { type: 'string' },
    each: { type: 'string' },
  }
  const { folder, draw, half = 'tell', each = '6' } = parseArgs({ options }).values
  if (!['tune', 'tell'].includes(half)) throw new Refusal('--half is tune or tell.')
  const named = (path) => (path === undefined ? null : resolve(path))
  // Somebody's own pictures are not drawn.
  const browser = folder === undefined ? (await findBrowser()).path : ''
  const tests = await runSuite('lib/inspection/mrz/accuracy/accuracy.suite.ts', {
    reporters: ['default'],
    provide: { ...{ folder: named(folder), draw: named(draw) }, ...{ browser, half, each: Number(each) } },
  })
  return tests.length > 0 && tests.every(({ state }) => state !== 'failed') ? 0 : 1
})
