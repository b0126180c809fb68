/** Runs what it is given, at most `count` at a time, the others in the order in which they came. */
export function atMost(count: number): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    // Whoever waits is handed the place of the one that ends, so that nobody slips in between.
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
