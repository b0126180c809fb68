import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { onPinnedNode, Refusal } from './runtime.mjs'
import { runSuite } from './suite.mjs'

const USAGE = `Checks a brands file, and says how legible each brand is.

  npm run theme:check -- brands.json`

await onPinnedNode(async () => {
  const [path] = process.argv.slice(2)
  if (!path || !existsSync(path)) throw new Refusal(USAGE)
  const tests = await runSuite('lib/theme/theme-check.suite.ts', {
    ...{ reporters: ['default'], provide: { brandsFile: resolve(path) } },
  })
  return tests.length > 0 && tests.every(({ state }) => state !== 'failed') ? 0 : 1
})
