import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { takeTurns } from './turns'

/** Tasks that say when they begin, and end when they are told to. */
function rehearse(count: number) {
  const inTurn = takeTurns(count)
  const begun: string[] = []
  const ends = new Map<string, (failed?: boolean) => void>()
  const add = (task: string) =>
    inTurn(
      task.slice(0, 1),
      () =>
        new Promise<string>((resolve, reject) => {
          begun.push(task)
          ends.set(task, (failed) => (failed ? reject(new Error(task)) : resolve(task)))
        }),
    )
  const end = async (task: string, failed = false) => {
    ends.get(task)?.(failed)
    await setImmediate()
  }
  return { begun, add, end }
}

describe('turns', () => {
  it('go round by person: six of one never hold up another', async () => {
    const { begun, add, end } = rehearse(1)
    for (const task of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'b1', 'b2', 'c1']) void add(task)
    await setImmediate()
    for (let at = 0; at < 9; at += 1) await end(begun[at] ?? '')
    expect(begun).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4', 'a5', 'a6'])
  })

  it('leave a place free for somebody else, whatever one person sends', async () => {
    const { begun, add, end } = rehearse(2)
    for (const task of ['a1', 'a2', 'a3']) void add(task)
    await setImmediate()
    expect(begun).toEqual(['a1'])
    void add('b1')
    await setImmediate()
    expect(begun).toEqual(['a1', 'b1'])
    void add('c1')
    await end('b1')
    // Both places are of others than the first: the next of theirs waits for the one before it.
    expect(begun).toEqual(['a1', 'b1', 'c1'])
    await end('a1')
    expect(begun).toEqual(['a1', 'b1', 'c1', 'a2'])
  })

  it('go on after one that failed', async () => {
    const { begun, add, end } = rehearse(1)
    const failing = add('a1')
    const next = add('a2')
    await setImmediate()
    await Promise.all([expect(failing).rejects.toThrow('a1'), end('a1', true)])
    await end('a2')
    await expect(next).resolves.toBe('a2')
    expect(begun).toEqual(['a1', 'a2'])
  })
})
