import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Starts a sandbox of the app's own routes as a process of its own (scripts/canary/serve-routes.mjs), with these settings besides, on a data
 * folder of its own unless they name one.
 */
export async function startRoutes(settings: Record<string, string>) {
  const child = spawn(process.execPath, ['scripts/canary/serve-routes.mjs'], {
    cwd: root,
    env: {
      ...{ NODE_ENV: 'production', NEXT_RUNTIME: 'nodejs', KYC_SANDBOX: 'on' },
      ...{ KYC_DATA_DIR: mkdtempSync(join(tmpdir(), 'inapp-kyc-routes-')), PORT: String(await freePort()) },
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 0)),
  )
  const port = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(printed)))
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (said: string) => {
        printed += said
        const [, listening] = /^listening (\d+)$/m.exec(printed) ?? []
        if (listening) resolve(listening)
      })
  })
  return {
    ...{ origin: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, printed: () => printed },
    /** Sends it a signal. Resolves with its exit code, or what killed it. */
    end(signal: NodeJS.Signals) {
      child.kill(signal)
      return ended
    },
  }
}
