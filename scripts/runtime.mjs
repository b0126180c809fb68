import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// This file runs before anything is installed: built-in modules only, and nothing newer than Node 20.

export const root = fileURLToPath(new URL('..', import.meta.url))
const bin = join(root, 'node_modules', '.bin')
const pinnedNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** A failure that one sentence explains; it is printed without a stack. */
export class Refusal extends Error {}

/**
 * Runs `main` on the pinned version of Node, whatever started this script: installs the dependencies when
 * they are not those of the lockfile, then starts the script again on `node_modules/node` unless that is what
 * runs already. The number that `main` answers becomes the exit code.
 * @param withoutTools whether `main` can do without what development alone needs, as a built app can.
 */
export async function onPinnedNode(main, { withoutTools = () => false } = {}) {
  try {
    await install(withoutTools)
    const pinned = readJson('node_modules/node/package.json').version
    process.exitCode = process.version === `v${pinned}` ? await main() : await startAgain(pinned)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

/**
 * Runs a program to its end, as `start` does, and answers its exit code. Signals that this process gets are passed on.
 */
export function run(command, args, options) {
  return exitCodeOf(start(command, args, options))
}

/** Starts a program in the project's folder, with `node` being the pinned one and without any input. */
export function start(command, args, { env = {}, stdio = ['ignore', 'inherit', 'inherit'], timeout } = {}) {
  return spawn(command, args, {
    cwd: root,
    env: {
      ...process.env,
      ...(!process.stdout.isTTY && { NO_COLOR: '1' }),
      NEXT_TELEMETRY_DISABLED: '1',
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      ...env,
    },
    stdio,
    timeout,
  })
}

/** The exit code of a child process, once it has ended; until then it gets this process's signals. */
export function exitCodeOf(child) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const passOn = (signal) => {
    // A terminal sends Ctrl-C to the whole group by itself.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of signals) process.on(signal, passOn)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  }).finally(() => {
    for (const signal of signals) process.off(signal, passOn)
  })
}

/** The settings that stand beside package.json; those of the environment come first. */
export function readEnvFiles() {
  for (const name of ['.env.local', '.env']) {
    if (existsSync(join(root, name))) process.loadEnvFile(join(root, name))
  }
}

export function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}

async function install(withoutTools) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Refusal(`Node 20 or newer is needed to begin with; this is ${process.version}.`)
  }
  if (!isInstalled({ tools: true }) && !(isInstalled({ tools: false }) && withoutTools())) {
    console.log('Installing the dependencies of package-lock.json (npm ci)')
    // Building needs the development dependencies too, also where NODE_ENV says production.
    const failed = await npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error')
    if (failed) throw new Refusal('The dependencies could not be installed: npm ci failed, see above.')
  }
  if (!existsSync(pinnedNode)) {
    console.log('Installing the pinned version of Node')
    const failed = await npm('rebuild', 'node', '--ignore-scripts=false', '--loglevel=error')
    if (failed || !existsSync(pinnedNode)) throw new Refusal('The pinned version of Node could not be installed.')
  }
}

/** Whether node_modules holds what the lockfile says; npm keeps its own record of what it put there. */
function isInstalled(extent) {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  return lacking(readJson('package-lock.json').packages, installed, extent).length === 0
}

/** What of the lockfile's packages is not installed in its version; optional ones, and without `tools` tools, may lack. */
export function lacking(locked, installed, { tools }) {
  const needed = Object.entries(locked).filter(
    ([path, { optional, dev, devOptional }]) => path !== '' && !optional && (tools || !(dev || devOptional)),
  )
  return needed.filter(([path, { version }]) => installed[path]?.version !== version).map(([path]) => path)
}

function npm(...args) {
  const cli = process.env.npm_execpath
  return cli?.endsWith('.js') ? run(process.execPath, [cli, ...args]) : run('npm', args)
}

/** A shell between npm and this process can end without passing the signal on. */
export function endWithParent() {
  const parent = process.ppid
  const watching = setInterval(() => {
    if (process.ppid === parent) return
    // Once: a second signal ends a server at once.
    clearInterval(watching)
    process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}

async function startAgain(pinned) {
  if (process.env.KYC_STARTED_AGAIN) throw new Refusal(`${pinnedNode} is not Node ${pinned}; run npm ci.`)
  endWithParent()
  return await run(pinnedNode, process.argv.slice(1), { env: { KYC_STARTED_AGAIN: '1' }, stdio: 'inherit' })
}
