import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { STEP_STATUS } from '@/lib/contract/statuses'
import { callHttp, newCustomer, openTestManager, PERSONAL, storePhoto } from '@/lib/testing/manager'
import { startPostgres } from '@/lib/testing/postgres-server'
import { long, reportFigure } from './figure'

type Opened = Awaited<ReturnType<typeof openTestManager>>

/** A person sends a step and a photo, and a reviewer approves the step. What is answered is acknowledged. */
async function sendAndApprove({ manager }: Pick<Opened, 'manager'>) {
  const customer = newCustomer()
  const { steps } = await manager.customers.open(customer, 'basic')
  const step = steps[0]?.id ?? ''
  await manager.customers.submitStep(customer, step, PERSONAL, randomUUID())
  const file = await storePhoto(manager, customer)
  const { status } = await callHttp(manager, 'POST', `/steps/${step}/approve`, {})
  if (status !== 200) throw Object.assign(new Error('not approved'), { code: `HTTP ${status}` })
  return { customer, step, file }
}
type Acknowledged = Awaited<ReturnType<typeof sendAndApprove>>

async function lostOf({ manager }: Pick<Opened, 'manager'>, acknowledged: readonly Acknowledged[]) {
  const found = await Promise.all(
    acknowledged.map(async ({ step, file }) => {
      const { body } = await callHttp(manager, 'GET', `/steps/${step}`)
      const stored = await callHttp(manager, 'GET', `/files/${file}`)
      return body.status === STEP_STATUS.approved && stored.status === 200
    }),
  )
  return found.filter((is) => !is).length
}

/** Asks until `until` resolves. All that is refused meanwhile is refused as unavailable, in bounded time. */
async function duringOutage(opened: Pick<Opened, 'manager'>, until: Promise<unknown>) {
  let [over, refused, longest] = [false, 0, 0]
  void until.finally(() => {
    over = true
  })
  const acknowledged: Acknowledged[] = []
  while (!over) {
    const began = performance.now()
    await sendAndApprove(opened).then(
      (all) => acknowledged.push(all),
      (error) => {
        expect(['BACKEND_UNAVAILABLE', 'HTTP 503']).toContain(error.code)
        refused += 1
      },
    )
    longest = Math.max(longest, performance.now() - began)
    await setTimeout(50)
  }
  return { acknowledged, refused, longest }
}

/** The longest time in which this thread did nothing else, in milliseconds. */
function watchThread() {
  let [last, longest] = [performance.now(), 0]
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 10)
  return () => {
    clearInterval(timer)
    return longest
  }
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

describe('what is acknowledged is kept, and the rest is refused as unavailable,', () => {
  it('while another process locks SQLite', async ({ task }) => {
    const opened = await openTestManager()
    const before = await sendAndApprove(opened)
    const lockedMs = long(30_000, 5_000)
    const other = new DatabaseSync(opened.database)
    other.exec('begin immediate')
    const thread = watchThread()
    const during = await duringOutage(opened, setTimeout(lockedMs))
    const stood = thread()
    other.exec('rollback')
    other.close()
    expect([during.acknowledged.length, during.refused > 0]).toEqual([0, true])
    expect(during.longest).toBeLessThan(15_000)
    expect(stood).toBeLessThan(1_000)
    const after = await sendAndApprove(opened)
    expect([await lostOf(opened, [before, after]), opened.bugs]).toEqual([0, []])
    const figure = `locked ${seconds(lockedMs)}: ${during.refused} refused, each within ${seconds(during.longest)}`
    reportFigure(task, `${figure}, the thread stood ${Math.round(stood)} ms at most`)
  })

  it('while Postgres is stopped, and killed, and started again', async ({ task }) => {
    const postgres = await startPostgres()
    onTestFinished(postgres.stop)
    const opened = await openTestManager({ database: `${postgres.url}/postgres` })
    onTestFinished(() => opened.manager.close())
    const told: string[] = []
    const acknowledged = [await sendAndApprove(opened)]
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      const down = postgres.end(signal).then(() => setTimeout(long(10_000, 1_000)))
      const during = await duringOutage(opened, down)
      expect(during.refused).toBeGreaterThan(0)
      const began = performance.now()
      await postgres.start()
      const back = await sendAndApprove(opened)
      const took = performance.now() - began
      acknowledged.push(...during.acknowledged, back)
      expect(await lostOf(opened, acknowledged)).toBe(0)
      told.push(`${signal}: ${during.refused} refused, served again ${seconds(took)} after the start`)
    }
    // Other instances are heard again.
    const { customer } = acknowledged[0] as Acknowledged
    const changed = new Promise((resolve) => opened.manager.watch(customer.brand, customer.customer_id, resolve))
    let asked = 0
    await expect
      .poll(async () => {
        // Another level each time: what was said before they listened again is not said twice.
        const required_level = 2 + (asked++ % 2)
        const { customer_id } = customer
        const { status } = await callHttp(opened.manager, 'POST', '/required-level', { customer_id, required_level })
        expect(status).toBe(200)
        return Promise.race([changed.then(() => true), setTimeout(1_000, false)])
      })
      .toBe(true)
    reportFigure(task, `${told.join('; ')}; ${acknowledged.length} acknowledged, 0 lost`)
  })

  // A disk of its own needs the right to mount one.
  const disk = mountDisk()
  it.skipIf(disk === null)('while the disk is full, and while it is read-only', async ({ task }) => {
    const { directory = '', closeStorage } = disk ?? {}
    const opened = await openTestManager({ directory })
    const acknowledged = [await sendAndApprove(opened)]
    const told: string[] = []
    const filling = join(directory, 'filling')
    const { bavail, bsize } = statfsSync(directory)
    writeFileSync(filling, randomBytes(bavail * bsize - 4_096))
    const full = await duringOutage(opened, setTimeout(long(10_000, 1_000)))
    rmSync(filling)
    acknowledged.push(...full.acknowledged, await sendAndApprove(opened))
    told.push(`full: ${full.refused} refused, then served`)
    expect(full.refused).toBeGreaterThan(0)
    const openStorage = closeStorage?.()
    const readOnly = await duringOutage(opened, setTimeout(long(10_000, 1_000))).finally(openStorage)
    acknowledged.push(...readOnly.acknowledged, await sendAndApprove(opened))
    expect(readOnly.refused).toBeGreaterThan(0)
    expect([await lostOf(opened, acknowledged), opened.bugs]).toEqual([0, []])
    told.push(`storage read-only: ${readOnly.refused} refused, then served`)
    await opened.manager.close()
    reportFigure(task, `${told.join('; ')}; ${acknowledged.length} acknowledged, 0 lost`)
  })
})

/** A disk of 24 MB, whose folder of files can be made read-only for a while; null where nothing can be mounted. */
function mountDisk() {
  const directory = join(mkdtempSync(join(tmpdir(), 'inapp-kyc-disk-')), 'disk')
  const storage = join(directory, 'storage')
  const run = (program: string, ...args: string[]) => void execFileSync(program, args, { stdio: 'ignore' })
  try {
    mkdirSync(directory)
    run('mount', '-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', directory)
    process.once('exit', () => run('umount', '-l', directory))
    const closeStorage = () => {
      run('mount', '--bind', storage, storage)
      run('mount', '-o', 'remount,bind,ro', storage)
      return () => run('umount', storage)
    }
    return { directory, closeStorage }
  } catch {
    return null
  }
}
