/** Returns a function that runs at most `count` tasks at a time. The others wait, first come, first served. */
export function limitConcurrency(count: number): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    // A task that ends passes its slot to the next in line, so that no newcomer can take it.
    if (running >= count) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
