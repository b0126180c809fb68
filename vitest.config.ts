import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

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
    // These end what hangs; nothing is judged by them. Machines differ, and have other work too.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
