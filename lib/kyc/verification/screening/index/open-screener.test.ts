import { describe, expect, it } from 'vitest'
import { type EntryDraft, entryOf } from '../lists/entry-draft'
import type { ListEntry, Subject } from '../port'
import { compileLists, readCompiled } from './compiled'
import { openScreener } from './open-screener'

/** Everybody here is invented. */
const entry = (id: string, name: string, more: Partial<EntryDraft> = {}): ListEntry =>
  entryOf('own', { id, schema: 'person', names: [{ text: name, kind: 'primary' }], ...more }, 'sanctions') as ListEntry
const opened = (entries: readonly ListEntry[]) =>
  openScreener(
    compileLists([
      {
        version: { list: 'own', version: '7', taken_at: '2026-01-01T00:00:00Z', entries: entries.length, digest: 'd' },
        entries,
      },
    ]),
  )
const person = (full: string, more: Partial<Subject> = {}): Subject => ({
  schema: 'person',
  names: [{ full }],
  ...more,
})
const OPTIONS = { threshold: 0.7, limit: 10 }

const PEOPLE = [
  entry('1', 'Orvald Testmann', {
    birthDates: ['1964-03-07'],
    genders: ['male'],
    nationality: ['NO'],
    identifiers: [{ type: 'Passport', number: 'T-000001' }],
  }),
  entry('2', 'Mukhammad Abdulrakhman al-Testani'),
  entry('3', 'Anatoliy Shcherbakovskiy'),
  entry('4', 'Lee Wai Ming'),
  entry('5', 'Petra van den Specimen'),
  entry('6', 'Wilhelmina Beispiel', {
    names: [
      { text: 'Wilhelmina Beispiel', kind: 'primary' },
      { text: 'Mina', kind: 'weak' },
    ],
  }),
  entry('7', 'Kwon Dongwook'),
  entry('8', 'Wichai Ratsuk'),
  entry('9', 'Sanjay Bhardwaj'),
  entry('10', 'Menachem Friedman'),
  entry('11', 'Kourosh Rostampour'),
  entry('12', 'Suren Harutyunyan'),
  entry('13', 'Evangelos Stavrou'),
  entry('14', 'Ouyang Xiuying'),
  entry('15', 'Nguyễn Minh Khánh'),
  entry('16', 'Surachai Thongcharoen'),
]
const screener = opened(PEOPLE)
const found = (subject: Subject) => screener.screen(subject, OPTIONS).hits

describe('screening', () => {
  it.each([
    ['the same name', 'Orvald Testmann', '1', 'name_same'],
    ['capitals and a comma', 'TESTMANN, ORVALD', '1', 'name_order'],
    ['a slip', 'Orvald Tesmann', '1', 'word_similar'],
    ['a middle name more', 'Orvald Birger Testmann', '1', 'word_extra'],
    ['an initial', 'O. Testmann', '1', 'word_initial'],
    ['a title', 'Dr. Orvald Testmann', '1', 'word_extra'],
    ['words of Arabic by other rules', 'Mohamed Abd al-Rahman El Testani', '2', 'word_transliterated'],
    ['Cyrillic', 'Анатолий Щербаковский', '3', 'word_transliterated'],
    ['German spelling of Russian', 'Anatolij Schtscherbakowskij', '3', 'word_transliterated'],
    ['Chinese characters, by Cantonese', '李偉明', '4', 'name_same'],
    ['a name without its particles', 'Petra Specimen', '5', 'word_missing'],
    ['words written as one', 'Petra Vandenspecimen', '5', 'word_joined'],
    ['a family name in two', 'Petra van den Speci Men', '5', 'word_joined'],
    ['Korean', '권동욱', '7', 'name_same'],
    ['letters exchanged that are one sound', 'Wichai Ratusk', '8', 'word_similar'],
    ['a name that a form has cut off', 'Anatoliy Shcherbakovs', '3', 'word_similar'],
    ['Thai', 'สุรชัย ทองเจริญ', '16', 'word_transliterated'],
    ['Devanagari', 'संजय भारद्वाज', '9', 'word_similar'],
    ['Gujarati', 'સંજય ભારદ્વાજ', '9', 'word_similar'],
    ['Hebrew', 'מנחם פרידמן', '10', 'word_transliterated'],
    ['Persian', 'کوروش رستمپور', '11', 'word_transliterated'],
    ['Armenian', 'Սուրեն Հարությունյան', '12', 'name_same'],
    ['Greek', 'Ευάγγελος Σταύρου', '13', 'word_similar'],
    ['Wade-Giles', 'Ouyang Hsiuying', '14', 'word_transliterated'],
    ['a name of Vietnam without its middle name', 'Nguyễn Khánh', '15', 'word_missing'],
  ])('finds %s, and says why', (_, name, id, code) => {
    const [hit] = found(person(name))
    expect(hit).toMatchObject({ entry_id: id, list: 'own', list_version: '7' })
    expect(hit?.reasons.map((reason) => reason.code)).toContain(code)
  })

  it.each(['Orvald Kellermann', 'Gudrun Testmann', 'Anatoliy Zhukov', 'Petra Muster', 'x', '7', '🙂', 'al', ' '])(
    'finds nobody for %s',
    (name) => {
      expect(found(person(name))).toEqual([])
    },
  )

  it.each([
    ['another given name before it', 'Birger Orvald Testmann'],
    ['another given name behind a surname of Vietnam', 'Nguyễn Minh'],
    ['another surname of the same root', 'Anatoliy Shcherbakenko'],
    ['another ending that sounds alike', 'Orvald Testemeyn'],
    ['a few of the same consonants', 'אביטל דר'],
  ])('finds nobody by %s', (_, name) => {
    expect(found(person(name))).toEqual([])
  })

  it('lets a birth date speak for and against a name', () => {
    const score = (birth_date?: string) =>
      found(person('Orvald Tesmann', birth_date ? { birth_date } : {}))[0]?.score ?? 0
    expect(score('1964-03-07')).toBeGreaterThan(score())
    expect(score('1964-07-03')).toBeGreaterThan(score())
    expect(score('1966-01-01')).toBeLessThan(score())
    expect(score('1990-01-01')).toBe(0)
    const [hit] = found(person('Orvald Testmann', { birth_date: '1966-03-07' }))
    expect(hit?.reasons).toContainEqual({
      code: 'birth_year_differs',
      params: { subject: '1966-03-07', listed: '1964-03-07', years: 2 },
    })
  })

  it('lets a document number decide, whatever the name', () => {
    const [hit] = found(person('Somebody Else', { identifiers: [{ type: 'passport', number: 't000001' }] }))
    expect(hit).toMatchObject({ entry_id: '1', score: 0.95, reasons: [{ code: 'identifier_same' }] })
  })

  it('counts a weak alias less, and says so', () => {
    const [hit] = found(person('Mina'))
    expect(hit).toMatchObject({ entry_id: '6', matched_name: 'Mina', caption: 'Wilhelmina Beispiel' })
    expect(hit?.score).toBeLessThan(0.9)
    expect(hit?.reasons.map(({ code }) => code)).toContain('alias_weak')
  })

  it('says how many hits a limit left out', () => {
    const same = opened(Array.from({ length: 5 }, (_, at) => entry(String(at), 'Orvald Testmann')))
    const { hits, omitted } = same.screen(person('Orvald Testmann'), { threshold: 0.7, limit: 2 })
    expect([hits.length, omitted]).toEqual([2, 3])
  })

  it('tells what is new, changed and gone, and searches only that', () => {
    const after = opened([
      ...PEOPLE.slice(1, 6),
      entry('7', 'Kwon Dongwook', { birthDates: ['1970'] }),
      ...PEOPLE.slice(7),
      entry('99', 'Novella Neumann'),
    ])
    const changes = after.changed(screener)
    expect(changes).toEqual([
      { list: 'own', entry_id: '7', change: 'changed' },
      { list: 'own', entry_id: '99', change: 'new' },
      { list: 'own', entry_id: '1', change: 'removed' },
    ])
    const delta = after.only(changes)
    expect(delta.screen(person('Novella Neumann'), OPTIONS).hits).toHaveLength(1)
    expect(delta.screen(person('Petra van den Specimen'), OPTIONS).hits).toEqual([])
  })

  it('answers for names of 10,000 letters, and for words without end', () => {
    expect(found(person('a'.repeat(10_000)))).toEqual([])
    expect(found(person('Orvald Testmann '.repeat(1000)))).toBeDefined()
  })
})

describe('a file of compiled lists', () => {
  it('is refused if a byte of it is another, or its end is missing', () => {
    const bytes = Buffer.from(compileLists([{ version: screener.versions()[0] as never, entries: PEOPLE }]))
    expect(readCompiled(bytes).count).toBe(PEOPLE.length)
    const other = Buffer.from(bytes)
    other[60] = (other[60] as number) ^ 1
    expect(() => readCompiled(other)).toThrow('not a whole file')
    expect(() => readCompiled(bytes.subarray(0, -1))).toThrow('not a whole file')
  })
})
