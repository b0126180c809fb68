import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { drawDocument } from '@/lib/capture/checks/drawn-document'
import { drawHeic } from '@/lib/testing/drawn-heic'
import { isRunning } from '@/lib/testing/processes'
import { runInChild } from './child'

const SCRIPTS = ['pdf-inspector.mjs', 'heic-decoder.mjs', 'face-finder.mjs', 'mrz-recognizer.mjs']

/** Starts a script and says its process id. */
const PARENT = `
  const { spawn } = require('node:child_process')
  const child = spawn(process.execPath, [process.argv[1], '--parent=' + process.pid], {
    // The input belongs to the test: it does not end with this process.
    stdio: ['inherit', 'ignore', 'ignore'],
  })
  console.log(child.pid)
  setInterval(() => {}, 1_000)`

it.each(SCRIPTS)('%s ends when the server is killed', async (script) => {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const parent = spawn(process.execPath, ['-e', PARENT, path], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(parent.stdout, 'data')
  const pid = Number(line)
  expect(isRunning(pid)).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => isRunning(pid)).toBe(false)
  parent.stdin.end()
})

it('ends a script that waits longer than it may, by the clock', async () => {
  const begun = performance.now()
  const limits = { processorMs: 60_000, heapMb: 128, longestMs: 1 }
  expect(await runInChild('heic-decoder.mjs', Buffer.alloc(0), limits, ['64000000'])).toBeNull()
  expect(performance.now() - begun).toBeLessThan(5_000)
})

it('ends a script that uses too much of the processor, not one that only waits long', async () => {
  const photo = drawHeic({ picture: drawDocument(), grid: { columns: 4, rows: 4 } })
  const decode = (processorMs: number) =>
    runInChild('heic-decoder.mjs', photo, { processorMs, heapMb: 128, niceness: 19 }, ['64000000'])
  expect(await decode(150)).toBeNull()
  expect(await decode(60_000)).not.toBeNull()
})
