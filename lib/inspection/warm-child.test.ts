import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { descendants, isRunning } from '@/lib/testing/processes'
import { type Answer, type Failure, warmChild } from './warm-child'

const LIMITS = { processorMs: 15_000, heapMb: 256, renewAboveMb: 700, niceness: 0 }
const MINUTE = 60_000

/** A picture of 32 × 32 pixels, and what is asked of it: where print is. */
const MAP = Buffer.concat([Buffer.from('m'), Buffer.from([0, 32, 0, 32]), Buffer.alloc(32 * 32, 200)])

const pids = () => descendants(process.pid)
const mapOf = (answer: Answer | Failure) => (typeof answer === 'string' ? answer : answer.bytes.length)
const WHOLE = 32 * 32

describe.runIf(process.platform === 'linux')('a child that stays', () => {
  it('answers one request after another, in the same process', async () => {
    const ask = warmChild('row-recognizer.mjs', LIMITS)
    expect(mapOf(await ask(MAP, MINUTE))).toBe(WHOLE)
    const before = pids()
    const answers = await Promise.all([ask(MAP, MINUTE), ask(MAP, MINUTE)])
    expect(answers.map(mapOf)).toEqual([WHOLE, WHOLE])
    expect(pids()).toEqual(before)
  })

  it('has none for what it cannot read, and another one for the next request', async () => {
    const ask = warmChild('row-recognizer.mjs', LIMITS)
    expect(await ask(Buffer.from('?'), MINUTE)).toBe('failed')
    expect(mapOf(await ask(MAP, MINUTE))).toBe(WHOLE)
  })

  it('tells what an answer took of the processor', async () => {
    const large = Buffer.concat([Buffer.from('m'), Buffer.from([2, 0, 2, 0]), Buffer.alloc(512 * 512, 200)])
    const ask = warmChild('row-recognizer.mjs', LIMITS)
    const [little, much] = [await ask(MAP, MINUTE), await ask(large, MINUTE)]
    if (typeof little === 'string' || typeof much === 'string') throw new Error('no answer')
    expect(much.processorMs).toBeGreaterThan(5 * little.processorMs)
    expect(much.processorMs).toBeLessThan(LIMITS.processorMs)
  })

  it('makes room for another one as soon as it holds more memory than it may keep', async () => {
    const ask = warmChild('row-recognizer.mjs', { ...LIMITS, renewAboveMb: 50 })
    const before = pids()
    const asked = ask(MAP, MINUTE)
    const [pid = 0] = pids().filter((each) => !before.includes(each))
    expect(isRunning(pid)).toBe(true)
    expect(mapOf(await asked)).toBe(WHOLE)
    // Long before it would be ended for having nothing to do.
    await expect.poll(() => isRunning(pid), { timeout: 15_000 }).toBe(false)
    expect(mapOf(await ask(MAP, MINUTE))).toBe(WHOLE)
  })

  it('is ended when it uses more of the processor than it may, long before its time is up', async () => {
    const begun = performance.now()
    expect(await warmChild('row-recognizer.mjs', { ...LIMITS, processorMs: 20 })(MAP, MINUTE)).toBe('failed')
    expect(performance.now() - begun).toBeLessThan(MINUTE / 2)
  })

  it('is ended by the clock when it hangs, and makes room for another one', async () => {
    const { ask, pid } = await warmed(LIMITS)
    process.kill(pid, 'SIGSTOP')
    expect(await ask(MAP, 500)).toBe('late')
    await expect.poll(() => isRunning(pid)).toBe(false)
    expect(mapOf(await ask(MAP, MINUTE))).toBe(WHOLE)
  })

  it('is waited for when it gets no processor, for longer than it may use of it', async () => {
    const processorMs = 1_000
    const { ask, pid } = await warmed({ ...LIMITS, processorMs })
    process.kill(pid, 'SIGSTOP')
    const asked = ask(MAP, MINUTE)
    await setTimeout(2 * processorMs)
    process.kill(pid, 'SIGCONT')
    expect(mapOf(await asked)).toBe(WHOLE)
    expect(isRunning(pid)).toBe(true)
  })

  it('gets no secrets', async () => {
    const ask = warmChild('row-recognizer.mjs', LIMITS)
    const before = pids()
    await ask(MAP, MINUTE)
    const [child = 0] = pids().filter((pid) => !before.includes(pid))
    const known = ['NODE_ENV=production', 'MALLOC_MMAP_THRESHOLD_=4194304', 'MALLOC_TRIM_THRESHOLD_=67108864', '']
    expect((await readFile(`/proc/${child}/environ`, 'utf8')).split('\0')).toEqual(known)
  })
})

/** A child that has answered once, and its process id. */
async function warmed(limits: typeof LIMITS) {
  const ask = warmChild('row-recognizer.mjs', limits)
  const before = pids()
  await ask(MAP, MINUTE)
  const [pid = 0] = pids().filter((each) => !before.includes(each))
  return { ask, pid }
}
