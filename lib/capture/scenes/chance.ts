/** Draws numbers that look random and are the same at every run. */
export type Chance = {
  /** From 0 up to 1. */
  next: () => number
  between: (least: number, most: number) => number
  happens: (probability: number) => boolean
  oneOf: <Value>(values: readonly [Value, ...Value[]]) => Value
}

/** A stream of numbers from a seed (the public-domain generator mulberry32). */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (least, most) => least + (most - least) * next(),
    happens: (probability) => next() < probability,
    oneOf: (values) => values[Math.floor(next() * values.length)] ?? values[0],
  }
}
