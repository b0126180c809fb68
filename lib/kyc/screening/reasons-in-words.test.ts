import { expect, it } from 'vitest'
import { compileLists } from '../verification/screening/index/compiled'
import { openScreener } from '../verification/screening/index/open-screener'
import { entryOf } from '../verification/screening/lists/entry-draft'
import type { ListEntry } from '../verification/screening/port'
import { REASONS } from '../verification/screening/port'
import { reasonsInWords } from './reasons-in-words'

it('says why somebody was found, with the part of the name that it is about', () => {
  const draft = {
    ...{ id: '1', schema: 'person' as const, birthDates: ['1964-03-07'] },
    names: [{ text: 'Anatoliy Shcherbakovskiy', kind: 'primary' as const }],
  }
  const entries = [entryOf('own', draft, 'sanctions') as ListEntry]
  const version = { list: 'own', version: '1', taken_at: '2026-01-01T00:00:00Z', entries: 1, digest: 'd' }
  const subject = {
    schema: 'person' as const,
    names: [{ given: 'Anatoliy', family: 'Schtscherbakowskij' }],
    birth_date: '1966-03-07',
  }
  const { hits } = openScreener(compileLists([{ version, entries }])).screen(subject, { threshold: 0.6, limit: 1 })
  expect(reasonsInWords(hits[0]?.reasons ?? [])).toBe(
    'the surname agrees by transliteration (“schtscherbakowskij”, listed “shcherbakovskiy”); the birth year differs by two years (1966-03-07, listed 1964-03-07)',
  )
})

it('has words for every reason, and leaves one of another version as it is', () => {
  const params = { name: 'N', subject: 'S', listed: 'L', years: 12, type: 'T', part: 'given' }
  for (const code of REASONS) expect(reasonsInWords([{ code, params }])).toMatch(/^(the|a|many|day) [^_{]+$/)
  expect(reasonsInWords([{ code: 'of_tomorrow', params: {} }])).toBe('of_tomorrow')
  expect(reasonsInWords([])).toBe('')
})
