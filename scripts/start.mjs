import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildIfStale, isBuilt } from './production-build.mjs'
import { endWithParent, exitCodeOf, onPinnedNode, Refusal, readEnvFiles, root } from './runtime.mjs'

const READY_WITHIN_MS = 60_000
/** How long the server takes for its end besides what it gives to requests (lib/http/stop.ts). */
const GRACE_MS = 3_000
/**
 * A connection without requests stays open for so long: longer than proxies keep theirs (nginx a minute, Caddy two), so that none
 * sends a request into one that is being closed.
 */
const KEEP_ALIVE_MS = 125_000
/**
 * Keeps memory small, for a few hundredths of the time: V8 collects what is young sooner, and glibc gives large pieces back to the
 * system as soon as they are free instead of keeping them for each thread. Others ignore the latter (mallopt(3)).
 */
const SMALL_YOUNG_SPACE = '--max-semi-space-size=4'
const GIVEN_BACK = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: String(128 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(1024 ** 2),
}
/** Where a server that listens everywhere is asked: a bare system knows no name, not even localhost. */
const EVERYWHERE = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }
/** What Next prints of itself while it starts. */
const BANNER = /^\s*(▲ Next\.js|- (Local|Network|Environments|Experiments)|✓ (Starting|Ready|Running))/
/** How Next says that the app ended its own start; it goes on listening all the same. */
const REFUSED = /instrumentation hook: (.+)/

await onPinnedNode(
  async () => {
    // Next reads these files too, but only once this script has had to choose the address.
    readEnvFiles()
    const port = portOf(process.env.PORT || '3000')
    const host = process.env.KYC_HOST || (isSandbox() ? '127.0.0.1' : '0.0.0.0')
    await assertFree(port, host)
    await buildIfStale()
    return await serve(port, host)
  },
  { withoutTools: isBuilt },
)

function isSandbox() {
  return (process.env.KYC_SANDBOX || 'on').toLowerCase() !== 'off'
}

function portOf(text) {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Refusal(`PORT: must be a number from 1 to 65535, and is "${text}".`)
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
  const options = ['--port', port, '--hostname', host, '--keepAliveTimeout', KEEP_ALIVE_MS]
  const server = spawn(process.execPath, [SMALL_YOUNG_SPACE, next, 'start', ...options], {
    cwd: root,
    // The app ends itself in order.
    env: { ...GIVEN_BACK, ...process.env, NODE_ENV: 'production', NEXT_MANUAL_SIG_HANDLE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = holdBack(server)
  const ended = exitCodeOf(server)
  endWithParent()
  endInTime(server)
  const outcome = await Promise.race([untilReady(server, port, host), output.refused, ended])
  if (outcome === 'ready') {
    console.log(`inapp-kyc is ready: http://localhost:${port}`)
    output.release()
    return await ended
  }
  // It has not begun to serve, and would wait for its own open connections.
  server.kill('SIGKILL')
  await ended
  if (outcome < 128 || typeof outcome === 'string') console.error(`inapp-kyc did not start: ${output.complaint()}`)
  return outcome >= 128 ? outcome : 1
}

/** Should it fail to end by itself. */
function endInTime(server) {
  const withinMs = Number(process.env.KYC_STOP_SECONDS || 8) * 1_000 + GRACE_MS
  const end = () => setTimeout(() => server.kill('SIGKILL'), withinMs).unref()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, end)
}

/** Keeps what the server prints until it is ready, then lets it through; its banner is left out. */
function holdBack(server) {
  let held = []
  let refuse
  const refused = new Promise((resolve) => {
    refuse = () => setTimeout(resolve, 200, 'refused')
  })
  const listen = (stream, write) =>
    createInterface({ input: stream }).on('line', (line) => {
      if (BANNER.test(line) || (held && line === '')) return
      if (held) held.push({ line, write })
      else write(`${line}\n`)
      if (held && REFUSED.test(line)) refuse()
    })
  listen(server.stdout, (text) => process.stdout.write(text))
  listen(server.stderr, (text) => process.stderr.write(text))
  return {
    refused,
    release() {
      for (const { line, write } of held ?? []) write(`${line}\n`)
      held = undefined
    },
    complaint: () => complaintOf((held ?? []).map(({ line }) => line)),
  }
}

/** Why the start was refused, without the stack; or else all that was printed. */
function complaintOf(lines) {
  const at = lines.findIndex((line) => REFUSED.test(line))
  if (at === -1) return ['GET /healthz was not answered.', ...lines].join('\n')
  const rest = lines.slice(at + 1)
  const end = rest.findIndex((line) => /^\s+(at\b|\{|digest)|^\S/.test(line))
  return [REFUSED.exec(lines[at])?.[1], ...rest.slice(0, end === -1 ? rest.length : end)].join('\n')
}

async function untilReady(server, port, host) {
  const address = EVERYWHERE[host] ?? host
  const until = Date.now() + READY_WITHIN_MS
  while (Date.now() < until && !server.killed && server.exitCode === null) {
    const answer = await fetch(`http://${address}:${port}/healthz`).catch(() => undefined)
    if (answer?.ok) return 'ready'
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return 'silent'
}
