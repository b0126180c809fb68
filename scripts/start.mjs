import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildIfStale } from './build.mjs'
import { exitCodeOf, onPinnedNode, Refusal, root } from './runtime.mjs'

const READY_WITHIN_MS = 60_000
/** What Next prints of itself while it starts. */
const BANNER = /^\s*(▲ Next\.js|- (Local|Network|Environments|Experiments)|✓ (Starting|Ready)|$)/

await onPinnedNode(async () => {
  readEnvFiles()
  const port = Number(process.env.PORT || 3000)
  const host = process.env.KYC_HOST || (isSandbox() ? '127.0.0.1' : '0.0.0.0')
  await assertFree(port, host)
  await buildIfStale()
  return await serve(port, host)
})

function isSandbox() {
  return (process.env.KYC_SANDBOX || 'on').toLowerCase() !== 'off'
}

/** Next reads these files too, but only once this script has had to choose the address. */
function readEnvFiles() {
  for (const name of ['.env.local', '.env']) {
    if (existsSync(join(root, name))) process.loadEnvFile(join(root, name))
  }
}

function assertFree(port, host) {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) =>
      reject(
        new Refusal(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is in use. Stop what listens there, or choose another one: PORT=${port + 1} npm start`
            : `Cannot listen on ${host}:${port}: ${error.message}`,
        ),
      ),
    )
    probe.listen(port, host, () => probe.close(resolve))
  })
}

async function serve(port, host) {
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
  const server = spawn(process.execPath, [next, 'start', '--port', port, '--hostname', host], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = holdBack(server)
  const ended = exitCodeOf(server)
  const outcome = await Promise.race([ended, untilReady(port, host)])
  if (outcome !== 'ready') {
    server.kill()
    if (outcome === 'silent' || outcome < 128) console.error(`inapp-kyc did not start: ${output.complaint()}`)
    return (await ended) || 1
  }
  console.log(`inapp-kyc is ready: http://localhost:${port}`)
  output.release()
  return await ended
}

/** Keeps what the server prints until it is ready, then lets it through; its banner is left out. */
function holdBack(server) {
  let held = []
  const listen = (stream, write) =>
    createInterface({ input: stream }).on('line', (line) => {
      if (!held) write(`${line}\n`)
      else if (!BANNER.test(line)) held.push({ line, write })
    })
  listen(server.stdout, (text) => process.stdout.write(text))
  listen(server.stderr, (text) => process.stderr.write(text))
  return {
    release() {
      for (const { line, write } of held ?? []) write(`${line}\n`)
      held = undefined
    },
    /** The sentence with which the configuration was refused, or else all that was printed. */
    complaint() {
      const lines = (held ?? []).map(({ line }) => line)
      const refused = lines.map((line) => /instrumentation hook: (.+)/.exec(line)?.[1]).find(Boolean)
      return refused ?? ['GET /healthz was not answered.', ...lines].join('\n')
    },
  }
}

async function untilReady(port, host) {
  const address = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  const until = Date.now() + READY_WITHIN_MS
  while (Date.now() < until) {
    const answer = await fetch(`http://${address}:${port}/healthz`).catch(() => undefined)
    if (answer?.ok) return 'ready'
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return 'silent'
}
