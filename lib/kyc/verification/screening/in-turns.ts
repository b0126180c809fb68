import { setImmediate } from 'node:timers/promises'

/** How long others of this thread wait at most, in milliseconds, beside what one value takes. */
const TURN_MS = 8

/** The values, one after another, with turns for whoever else waits for this thread. */
export async function* inTurns<Value>(values: Iterable<Value>): AsyncGenerator<Value> {
  let began = performance.now()
  for (const value of values) {
    yield value
    if (performance.now() - began < TURN_MS) continue
    await setImmediate()
    began = performance.now()
  }
}
