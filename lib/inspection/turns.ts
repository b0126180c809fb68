/**
 * Returns a function that runs at most `count` tasks at a time, one person's after another's: whoever has many waiting holds up
 * only themselves. Of several places nobody has all, so that one is free for somebody else.
 */
export function takeTurns(count: number): <Value>(whose: string, work: () => Promise<Value>) => Promise<Value> {
  const most = Math.max(1, count - 1)
  const running = new Map<string, number>()
  /** Who waits, in the order in which their turn comes, each with their tasks in the order in which they came. */
  const waiting = new Map<string, (() => void)[]>()
  let free = count

  const runningOf = (whose: string) => running.get(whose) ?? 0

  function startNext(): void {
    for (const [whose, tasks] of waiting) {
      if (free === 0) return
      if (runningOf(whose) >= most) continue
      const start = tasks.shift()
      toTheEnd(whose)
      free -= 1
      running.set(whose, runningOf(whose) + 1)
      start?.()
    }
  }

  /** Whoever has just had a turn is the last of the round. */
  function toTheEnd(whose: string): void {
    const tasks = waiting.get(whose) ?? []
    waiting.delete(whose)
    if (tasks.length > 0) waiting.set(whose, tasks)
  }

  function finish(whose: string): void {
    free += 1
    if (runningOf(whose) > 1) running.set(whose, runningOf(whose) - 1)
    else running.delete(whose)
    toTheEnd(whose)
    startNext()
  }

  return async (whose, work) => {
    await new Promise<void>((resolve) => {
      waiting.set(whose, [...(waiting.get(whose) ?? []), resolve])
      startNext()
    })
    try {
      return await work()
    } finally {
      finish(whose)
    }
  }
}
