import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { drawDocument } from '@/lib/capture/checks/drawn-document'
import { drawHeic } from '@/lib/testing/drawn-heic'
import { isRunning } from '@/lib/testing/processes'
import { runInChild } from './child'

const SCRIPTS = ['pdf-cleaner.mjs', 'heic-decoder.mjs', 'face-finder.mjs', 'mrz-recognizer.mjs', 'row-recognizer.mjs']

/** Starts a script and says its process id. */
const PARENT = `
  const { spawn } = require('node:child_process')
  const child = spawn(process.execPath, [process.argv[1], '--parent=' + process.pid], {
    // The input belongs to the test, and is not this process's own: it does not end with it.
    stdio: [3, 'ignore', 'ignore'],
  })
  console.log(child.pid)
  setInterval(() => {}, 1_000)`

/** Only Linux tells of other processes in files. */
const onLinux = it.runIf(process.platform === 'linux')

onLinux.each(SCRIPTS)('%s ends when the server is killed', async (script) => {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const parent = spawn(process.execPath, ['-e', PARENT, path], { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] })
  const [line] = await once(parent.stdio[1] as Readable, 'data')
  const pid = Number(line)
  expect(isRunning(pid)).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => isRunning(pid)).toBe(false)
  parent.stdio[3]?.destroy()
})

const PHOTO = drawHeic({ picture: drawDocument(), grid: { columns: 4, rows: 4 } })
const PATIENT = { processorMs: 60_000, heapMb: 128, niceness: 19 }

/** The process that this one has started with that script, once it says itself what a signal does to it. */
function listening(script: string): number | undefined {
  return readdirSync('/proc')
    .map(Number)
    .find((pid) => {
      try {
        const [command, status] = ['cmdline', 'status'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8'))
        const caught = BigInt(`0x${/^SigCgt:\s*(\w+)/m.exec(status ?? '')?.[1]}`)
        const isOurs = command?.includes(script) && new RegExp(`^PPid:\\s*${process.pid}$`, 'm').test(status ?? '')
        return isOurs && (caught >> BigInt(constants.signals.SIGHUP - 1)) & 1n
      } catch {
        return false
      }
    })
}

// A terminal sends Ctrl-C to all of a group, a service manager SIGTERM. The server ends by itself, and answers until then.
onLinux('finishes its file when all processes are asked to end', async () => {
  const decoded = runInChild('heic-decoder.mjs', PHOTO, PATIENT, ['64000000'])
  await expect.poll(() => listening('heic-decoder.mjs'), { timeout: 20_000 }).toBeDefined()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.kill(listening('heic-decoder.mjs') ?? 0, signal)
  expect(await decoded).not.toBeNull()
})

it('ends a script that waits longer than it may, by the clock, without a word against the file', async () => {
  const begun = performance.now()
  const limits = { processorMs: 60_000, heapMb: 128, longestMs: 1 }
  const late = runInChild('heic-decoder.mjs', Buffer.alloc(0), limits, ['64000000'])
  await expect(late).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
  expect(performance.now() - begun).toBeLessThan(5_000)
})

it('ends a script that uses too much of the processor, not one that only waits long', async () => {
  const decode = (processorMs: number) =>
    runInChild('heic-decoder.mjs', PHOTO, { ...PATIENT, processorMs }, ['64000000'])
  expect(await decode(150)).toBeNull()
  expect(await decode(60_000)).not.toBeNull()
})
