import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const root = fileURLToPath(new URL('.', import.meta.url))

/** Started first: a long file that starts last keeps one worker waiting for the other. */
const LONGEST = ['lib/kyc/races.test.ts', 'lib/capture/scenes/accuracy.test.ts', 'lib/inspection/heic.test.ts']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((path) => moduleId.endsWith(path))
      return place === -1 ? LONGEST.length : place
    }
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // Next itself refuses to bundle server-only code for the browser; tests run on the server.
      {
        find: 'server-only',
        replacement: fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url)),
      },
    ],
  },
  test: {
    environment: 'node',
    globalSetup: ['lib/testing/postgres-on-demand.ts'],
    include: ['{app,components,e2e,lib,scripts}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/.next/**'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // These end what hangs; nothing is judged by them. Machines differ, and have other work too.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
