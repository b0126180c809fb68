import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './runtime.mjs'

/** Runs one of the suites that a command prints, outside of the tests; what came of each of its tests. */
export async function runSuite(file, options = {}) {
  // Loaded here: before the installation there is nothing to load.
  const { startVitest } = await import('vitest/node')
  const vitest = await startVitest('test', [], {
    ...{ root, config: false, watch: false, reporters: [{}], include: [file] },
    ...{ alias: { '@': root.replace(/\/$/, '') }, ...options },
  })
  const tests = vitest.state.getTestModules().flatMap((module) =>
    [...module.children.allTests()].map((test) => ({
      name: test.name,
      state: test.result().state,
      reason: test.result().errors?.[0]?.message ?? test.result().note,
      expected: test.result().errors?.[0]?.expected,
      actual: test.result().errors?.[0]?.actual,
      exchanges: test.meta().exchanges ?? [],
    })),
  )
  await vitest.close()
  return tests
}

/** The folder of one's own pictures that a command measures, of `--folder <dir>`; null without. */
export function folderArgument() {
  const { folder } = parseArgs({ options: { folder: { type: 'string' } } }).values
  return folder === undefined ? null : resolve(folder)
}
