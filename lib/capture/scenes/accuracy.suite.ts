import { expect, it } from 'vitest'
import { measureAccuracy, totalsOf } from './accuracy'

/** Run by `npm run capture-accuracy`: 360 drawn pictures. */
const OF_EACH = 40
const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(8)

it('tells how the checks do on the labelled set', { timeout: 600_000 }, async () => {
  const rows = await measureAccuracy(OF_EACH)
  console.log(`${OF_EACH} drawn pictures of each    caught   by its own check`)
  for (const { label, caught, exact, cost } of rows)
    console.log(`  ${label.padEnd(24)} ${percent(caught)} ${percent(exact)}   ${cost.toFixed(0)} ms`)
  const { accepted, caught } = totalsOf(rows)
  console.log(`good ones accepted: ${percent(accepted)} (at least 97 %)`)
  console.log(`bad ones caught:    ${percent(caught)} (at least 95 %)`)
  expect(accepted).toBeGreaterThanOrEqual(0.97)
  expect(caught).toBeGreaterThanOrEqual(0.95)
})
