import { describe, expect, it } from 'vitest'
import {
  type Countries,
  type EntitySchema,
  type Gender,
  type Hit,
  hitSchema,
  type Identifier,
  type ListEntry,
  type ListedDate,
  type ListedName,
  listEntrySchema,
  listVersionSchema,
  type NameKind,
  type Reason,
  ScreeningFailed,
  type ScreeningHost,
  type Subject,
  type SubjectName,
  screeningSchema,
  subjectSchema,
  type Topic,
} from './port'

const person: EntitySchema = 'person'
const kind: NameKind = 'primary'
const sanctions: Topic = 'sanctions'
const name: ListedName = { text: 'Orvald Testmann', kind }
const born: ListedDate = { from: '1961', until: '1963' }
const genders: Gender[] = ['male']
const countries: Countries = { nationality: ['NO'] }
const passport: Identifier = { type: 'Passport', number: 'X1', country: 'NO' }
const entry: ListEntry = {
  ...{ list: 'own', entry_id: '1', schema: person, digest: 'a1', remarks: '', programmes: ['P'] },
  ...{ names: [name], birth_dates: [born], genders, countries, topics: [sanctions], identifiers: [passport] },
}
const version = { list: 'own', version: '1', taken_at: '2026-01-01T00:00:00Z', entries: 1, digest: 'd' }
const called: SubjectName = { given: 'Orvald', family: 'Testmann' }
const subject: Subject = { schema: 'person', names: [called], birth_date: '1962' }
const why: Reason = { code: 'name_same', params: { name: name.text } }
const hit: Hit = {
  ...{ list: 'own', list_version: '1', list_taken_at: version.taken_at, entry },
  ...{ entry_id: '1', entry_digest: 'a1', topic: sanctions, topics: [sanctions] },
  ...{ schema: person, score: 0.9, caption: name.text, matched_name: name.text, programmes: [], reasons: [why] },
  strengths: { name: 1, birth_date: 0, gender: 0, country: 0, identifier: 0 },
}

describe('the shapes of screening', () => {
  it('have nothing that a worker or JSON would lose', () => {
    const again = (value: unknown) => structuredClone(JSON.parse(JSON.stringify(value)))
    expect(listEntrySchema.parse(again(entry))).toEqual(entry)
    expect(listVersionSchema.parse(again(version))).toEqual(version)
    expect(subjectSchema.parse(again(subject))).toEqual(subject)
    expect(hitSchema.parse(again(hit))).toEqual(hit)
    expect(screeningSchema.parse({ hits: [hit], omitted: 2 }).omitted).toBe(2)
  })

  it('tell a caller why there is no answer', async () => {
    const closed: Pick<ScreeningHost, 'screen'> = { screen: () => Promise.reject(new ScreeningFailed('closed')) }
    const asked = closed.screen([subject], { threshold: 0.7, limit: 10, deadline_ms: 100 })
    await expect(asked).rejects.toMatchObject({ reason: 'closed' })
  })
})
