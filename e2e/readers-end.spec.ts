import { descendants, isReader, isRunning } from '@/lib/testing/processes'
import { SPECIMENS } from './specimens/specimens'
import { startCopy } from './support/copies'
import { READ_WITHIN_MS } from './support/reading-alone'
import { expect, test as onSharedApp } from './support/test'
import { sendFile } from './support/upload'

/** An app that this journey may end. */
const test = onSharedApp.extend<{ copy: Awaited<ReturnType<typeof startCopy>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: the test runner reads the names of what a fixture needs
  copy: async ({}, use) => {
    const copy = await startCopy({})
    await use(copy)
    await copy.stop()
  },
  baseURL: ({ copy }, use) => use(copy.origin),
})

/** A reader that stays uses a whole processor, and nobody knows of it. */
const SOON_MS = 2_000

test.skip(process.platform !== 'linux', 'Only Linux tells which processes are the readers')

for (const signal of ['SIGTERM', 'SIGKILL'] as const)
  test(`what reads a document ends with the server that gets a ${signal}`, async ({ page, openScreen, copy }) => {
    await openScreen(page, '/inapp/kyc')
    await page.getByRole('link', { name: 'Scan your passport or ID' }).click()
    await sendFile(page, SPECIMENS.passport)
    const readers = () => descendants(copy.pid).filter(isReader)
    await expect.poll(readers, { timeout: READ_WITHIN_MS, intervals: [20] }).not.toEqual([])
    const reading = readers()
    const servers = descendants(copy.pid).filter((pid) => !isReader(pid))
    for (const pid of signal === 'SIGKILL' ? servers : [copy.pid]) process.kill(pid, signal)
    await expect.poll(() => reading.filter(isRunning), { timeout: SOON_MS, intervals: [50] }).toEqual([])
    await expect.poll(() => descendants(copy.pid)).toEqual([])
  })
