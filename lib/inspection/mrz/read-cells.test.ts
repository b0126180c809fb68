import { expect, it } from 'vitest'
import { CHARACTERS, type Likelihoods, readCells, seenIn } from './read-cells'

const ROW = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<'
const EVERY = 3

/** A recogniser's answer for a row: each character in its place, as likely as is said of it. */
function answer(text: string, likely: (at: number) => number, margin = 6): Likelihoods {
  const steps = text.length * EVERY + 2 * margin
  const values = new Float32Array(steps * CHARACTERS.length)
  for (const [at, character] of [...text].entries())
    values[(margin + at * EVERY) * CHARACTERS.length + CHARACTERS.indexOf(character)] = likely(at)
  return { steps, values }
}

it('sees how many characters a row has, and how far apart they are', () => {
  const seen = seenIn(answer(ROW, () => 0.95))
  expect(seen).toMatchObject({ count: 44, certain: 44, pitch: EVERY, fillers: 23, first: 6, last: 6 + 43 * EVERY })
})

it('reads a row', () => {
  expect(
    readCells(
      answer(ROW, () => 0.9),
      44,
      EVERY,
    )?.text,
  ).toBe(ROW)
})

it('takes what a recogniser passed over for what is likeliest in its place', () => {
  const dropped = answer(ROW, (at) => ([6, 15, 20].includes(at) ? 0.02 : 0.9))
  expect(seenIn(dropped).count).toBe(41)
  expect(readCells(dropped, 44, EVERY)?.text).toBe(ROW)
})

it('leaves out what stands before and behind the row', () => {
  const beside = answer(`Q${' '.repeat(4)}${ROW}${' '.repeat(4)}Q`, () => 0.9)
  expect(readCells(beside, 44, EVERY)?.text).toBe(ROW)
})

it('is sure of the right number of characters only', () => {
  const card = answer('I<UTOD231458907<<<<<<<<<<<<<<<', () => 0.9)
  const score = (count: number) => readCells(card, count, EVERY)?.score ?? Number.NEGATIVE_INFINITY
  expect(score(30)).toBeGreaterThan(-0.5)
  expect(score(36)).toBeLessThan(-1.2)
})

it('reads nothing where there is no room for the row', () => {
  expect(
    readCells(
      answer('ABC', () => 0.9),
      44,
      EVERY,
    ),
  ).toBeNull()
})
