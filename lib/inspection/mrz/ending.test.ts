import { spawn } from 'node:child_process'
import { once } from 'node:events'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { drawDocument } from '@/lib/capture/checks/drawn-document'
import { descendants, isRunning } from '@/lib/testing/processes'

/** Reads the picture that it is given as the server does, and stays: a server waits for its connections. */
const SERVER = `
  import { buffer } from 'node:stream/consumers'
  import { loadApp } from './scripts/load-app.mjs'
  const { extractMrz } = await loadApp('lib/inspection/mrz/index.ts')
  setInterval(() => {}, 1_000)
  console.log(await extractMrz(await buffer(process.stdin), '2026-11-21').then(JSON.stringify, () => 'unfinished'))`

/** Of a busy machine; a warm reader that nobody watches stays for good. */
const SOON = { timeout: 20_000, interval: 100 }

/** A server that reads a page full of print, and the processes that read for it. */
async function startReading() {
  const server = spawn(process.execPath, ['--input-type=module', '-e', SERVER], { stdio: ['pipe', 'pipe', 'inherit'] })
  const { data, width, height } = drawDocument()
  server.stdin.end(
    await sharp(data, { raw: { width, height, channels: 1 } })
      .png()
      .toBuffer(),
  )
  const readers = () => descendants(server.pid ?? 0)
  await expect.poll(readers, { timeout: 60_000, interval: 20 }).not.toEqual([])
  return { server, readers, pids: readers() }
}

it.runIf(process.platform === 'linux')('a reader ends with the server that is killed', async () => {
  const { server, pids } = await startReading()
  server.kill('SIGKILL')
  await expect.poll(() => pids.filter(isRunning), SOON).toEqual([])
})

it.runIf(process.platform === 'linux').each(['SIGTERM', 'SIGINT'] as const)(
  'a reader ends as soon as the server gets a %s, and its reading is unfinished',
  async (signal) => {
    const { server, readers } = await startReading()
    const answered = once(server.stdout, 'data')
    server.kill(signal)
    await expect.poll(readers, SOON).toEqual([])
    expect(String(await answered)).toBe('unfinished\n')
    server.kill('SIGKILL')
  },
)
