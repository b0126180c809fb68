import { expect, it } from 'vitest'
import { measureAccuracy, totalsOf } from './accuracy'
import { FAIR_DOCUMENTS, measurePresence, NO_DOCUMENTS, shareRefused } from './presence-accuracy'

/** Run by `npm run capture-accuracy`: 360 drawn pictures, then 416 that show no document and 280 of documents that are harder to tell. */
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

it.each(['tuned on', 'kept aside'] as const)(
  'tells documents from what is none, on the half that was %s',
  { timeout: 1_800_000 },
  async (half) => {
    const fair = await measurePresence(FAIR_DOCUMENTS, half, 20)
    const none = await measurePresence(NO_DOCUMENTS, half, 8)
    for (const [what, rows] of Object.entries({ 'fair documents': fair, 'no documents': none })) {
      const pictures = rows.reduce((sum, row) => sum + row.pictures, 0)
      console.log(`${pictures} ${what}, ${half}: ${percent(shareRefused(rows)).trim()} refused`)
      for (const { kind, refused, pictures, codes } of rows) {
        const by = Object.entries(codes).map(([code, count]) => `${code} ${count}`)
        console.log(`  ${kind.padEnd(24)} ${refused} of ${pictures}   ${by.join(', ')}`)
      }
    }
    expect(shareRefused(fair)).toBeLessThanOrEqual(0.03)
    expect(shareRefused(none)).toBeGreaterThanOrEqual(0.9)
  },
)
