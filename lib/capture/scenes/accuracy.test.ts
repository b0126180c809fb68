import { expect, it } from 'vitest'
import { measureAccuracy, totalsOf } from './accuracy'
import { FAIR_DOCUMENTS, measurePresence, NO_DOCUMENTS, shareRefused } from './presence-accuracy'

it('accepts good pictures and catches bad ones, on a part of the labelled set', async () => {
  const rows = await measureAccuracy(10)
  const { accepted, caught } = totalsOf(rows)
  expect(accepted, JSON.stringify(rows)).toBeGreaterThanOrEqual(0.97)
  expect(caught, JSON.stringify(rows)).toBeGreaterThanOrEqual(0.95)
})

it('tells documents from gardens, faces, keyboards and screens, on a part of the pictures kept aside', async () => {
  const fair = await measurePresence(FAIR_DOCUMENTS, 'kept aside', 2)
  expect(shareRefused(fair), JSON.stringify(fair)).toBe(0)
  const none = await measurePresence(NO_DOCUMENTS, 'kept aside', 1)
  expect(shareRefused(none), JSON.stringify(none)).toBeGreaterThanOrEqual(0.9)
})
