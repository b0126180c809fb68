import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { descendants } from '@/lib/testing/processes'
import { warmChild } from './warm-child'

const LIMITS = { processorMs: 15_000, heapMb: 256, niceness: 0 }
const MINUTE = 60_000

/** A picture of 32 × 32 pixels, and what is asked of it: where print is. */
const MAP = Buffer.concat([Buffer.from('m'), Buffer.from([0, 32, 0, 32]), Buffer.alloc(32 * 32, 200)])

const pids = () => descendants(process.pid)

describe.runIf(process.platform === 'linux')('a child that stays', () => {
  it('answers one request after another, in the same process', async () => {
    const ask = warmChild('row-recognizer.mjs', LIMITS)
    expect(await ask(MAP, MINUTE)).toHaveLength(32 * 32)
    const before = pids()
    const answers = await Promise.all([ask(MAP, MINUTE), ask(MAP, MINUTE)])
    expect(answers.map((answer) => answer.length)).toEqual([32 * 32, 32 * 32])
    expect(pids()).toEqual(before)
  })

  it('has none for what it cannot read, and another one for the next request', async () => {
    const ask = warmChild('row-recognizer.mjs', LIMITS)
    expect(await ask(Buffer.from('?'), MINUTE)).toBe('failed')
    expect(await ask(MAP, MINUTE)).toHaveLength(32 * 32)
  })

  it('is ended when it takes longer than it may, by the clock or of the processor', async () => {
    const [patient, short] = [warmChild('row-recognizer.mjs', LIMITS), { ...LIMITS, processorMs: 20 }]
    expect(await patient(MAP, 1)).toBe('failed')
    expect(await warmChild('row-recognizer.mjs', short)(MAP, MINUTE)).toBe('failed')
    expect(await patient(MAP, MINUTE)).toHaveLength(32 * 32)
  })

  it('gets no secrets', async () => {
    const ask = warmChild('row-recognizer.mjs', LIMITS)
    const before = pids()
    await ask(MAP, MINUTE)
    const [child = 0] = pids().filter((pid) => !before.includes(pid))
    expect(await readFile(`/proc/${child}/environ`, 'utf8')).toBe('NODE_ENV=production\0')
  })
})
