import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { onPinnedNode, Refusal } from '../runtime.mjs'
import { runSuite } from '../suite.mjs'

await onPinnedNode(async () => {
  const options = {
    folder: { type: 'string' },
    half: { type: 'string' },
    each: { type: 'string' },
    payloads: { type: 'string' },
  }
  const { folder, half = 'tell', each = '3', payloads = '60' } = parseArgs({ options }).values
  if (!['tune', 'tell'].includes(half)) throw new Refusal('--half is tune or tell.')
  const tests = await runSuite('lib/inspection/barcode/accuracy/barcode-accuracy.suite.ts', {
    reporters: ['default'],
    provide: {
      folder: folder === undefined ? null : resolve(folder),
      ...{ half, each: Number(each), payloads: Number(payloads) },
    },
  })
  return tests.length > 0 && tests.every(({ state }) => state !== 'failed') ? 0 : 1
})
