import { describe, expect, it } from 'vitest'
import type { Answers } from '@/lib/contract/form'
import type { Mrz } from '@/lib/contract/records'
import { compareMrz, withAnsweredCentury } from './mrz-comparison'

const TODAY = '2026-11-21'

/** The specimen of ICAO Doc 9303-4. */
const mrz: Mrz = {
  format: 'TD3',
  lines: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
  document_number: 'L898902C3',
  issuer: 'UTO',
  nationality: 'UTO',
  surname: 'ERIKSSON',
  given_names: 'ANNA MARIA',
  birth_date: '1974-08-12',
  expiry_date: '2012-04-15',
  sex: 'F',
  parts: {},
  valid: true,
}

const visa: Mrz = { ...mrz, format: 'MRVA', expiry_date: '2030-04-15' }
const frenchCard: Mrz = {
  ...{ ...mrz, format: 'FRA_ID', document_number: '170775H55790', issuer: 'FRA', nationality: '', expiry_date: null },
  lines: ['IDFRAERIKSSON<<<<<<<<<<<<<<<<<75H001', '170775H557902ANNA<<MARIA<<<7408122F6'],
}
const frenchLicence: Mrz = {
  ...{ ...mrz, format: 'FRA_DL', document_number: '13AA00002', surname: 'MARTINEA', given_names: '', nationality: '' },
  ...{ birth_date: null, expiry_date: '2030-04-15', sex: null, lines: ['D1FRA13AA000026300415MARTINEA9'] },
}

describe('compareMrz', () => {
  const valid: Mrz = { ...mrz, expiry_date: '2030-04-15' }
  const answers = {
    first_name: 'Anna',
    last_name: 'Eriksson',
    date_of_birth: '1974-08-12',
    document_number: 'L898902C3',
  }

  it('says nothing of what a format does not print', () => {
    const given = { ...answers, nationality: 'FRA', expiry_date: '2031-01-01' }
    expect(compareMrz(frenchCard, { ...given, document_number: '170775H55790' }, TODAY)).toEqual([])
    const licence = { ...given, last_name: 'Martineau', document_number: '13AA00002', expiry_date: '2030-04-15' }
    expect(compareMrz(frenchLicence, licence, TODAY)).toEqual([])
    const another = [{ code: 'MRZ_DISAGREES', field: 'last_name' }]
    expect(compareMrz(frenchLicence, { ...licence, last_name: 'Martin' }, TODAY)).toEqual(another)
  })

  it('does not compare the number on a visa, which may be that of the passport', () => {
    expect(compareMrz(visa, { ...answers, document_number: 'X12345' }, TODAY)).toEqual([])
  })

  it('finds no fault with check digits where there are none', () => {
    const swiss: Mrz = { ...frenchCard, format: 'CHE_DL', valid: false, document_number: '110001234005' }
    const lines = ['ABC123D<<', 'FACHE110001234005<<740812<<<<<', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']
    expect(compareMrz({ ...swiss, lines }, { ...answers, document_number: '110001234005' }, TODAY)).toEqual([])
  })

  it('finds nothing when everything agrees', () => {
    expect(compareMrz(valid, answers, TODAY)).toEqual([])
  })

  it.each([
    ['first_name', 'Berta'],
    ['last_name', 'Example'],
    ['date_of_birth', '1974-12-08'],
    ['document_number', 'X12345'],
    ['expiry_date', '2031-01-01'],
    ['nationality', 'FRA'],
  ])('reports that %s disagrees', (field, answer) => {
    expect(compareMrz(valid, { ...answers, [field]: answer }, TODAY)).toEqual([{ code: 'MRZ_DISAGREES', field }])
  })

  it.each([
    ['first_name', 'Berta', 'surname'],
    ['last_name', 'Example', 'given_names'],
    ['date_of_birth', '1974-12-08', 'birth_date'],
    ['document_number', 'X12345', 'document_number'],
    ['expiry_date', '2031-01-01', 'expiry_date'],
    ['nationality', 'FRA', 'nationality'],
  ] as const)('asserts nothing of %s where that was not read as it stands', (field, answer, part) => {
    for (const certainty of ['single', 'repaired', 'unread'] as const) {
      const parts = { [part]: { certainty, read: '' } }
      expect(compareMrz({ ...valid, parts }, { ...answers, [field]: answer }, TODAY)).toEqual([
        { code: 'MRZ_NOT_COMPARABLE', field },
      ])
      expect(compareMrz({ ...valid, parts }, answers, TODAY)).toEqual([])
    }
  })

  it('calls no document expired whose date was not read as it stands', () => {
    const parts = { expiry_date: { certainty: 'repaired', read: '12O4159' } } as const
    expect(compareMrz({ ...mrz, parts }, answers, TODAY)).toEqual([])
  })

  it('reports an expired document and wrong check digits', () => {
    expect(compareMrz(mrz, answers, TODAY)).toEqual([{ code: 'EXPIRED', field: 'expiry_date' }])
    expect(compareMrz({ ...valid, valid: false }, answers, TODAY)).toEqual([{ code: 'MRZ_CHECK_DIGITS' }])
  })

  it('says nothing of check digits where only one reader has read a part', () => {
    const zone = (certainty: 'single' | 'repaired') => ({
      ...{ ...valid, valid: false },
      parts: { surname: { certainty: 'single', read: 'ERIKSSON' }, issuer: { certainty, read: 'UTO' } } as const,
    })
    expect(compareMrz(zone('single'), answers, TODAY)).toEqual([])
    expect(compareMrz(zone('repaired'), answers, TODAY)).toEqual([{ code: 'MRZ_CHECK_DIGITS' }])
  })

  it.each([
    ['Müller', 'MUELLER'],
    ['Müller', 'MULLER'],
    ['Søren', 'SOEREN'],
    ['O’Hara', 'OHARA'],
    ['Anna-Lena', 'ANNA LENA'],
    ['Weiß', 'WEISS'],
    ['Papandropoulos', 'PAPANDROP'],
    ['Šimić', 'SIMIC'],
  ])('matches %s with %s', (typed, zone) => {
    expect(compareMrz({ ...valid, surname: zone, given_names: 'X' }, { last_name: typed }, TODAY)).toEqual([])
  })

  const disagreeing = (read: Mrz, given: Answers) =>
    compareMrz(read, given, TODAY).flatMap(({ code, field }) => (code === 'MRZ_DISAGREES' ? [field] : []))

  it.each([
    ['each in its place', 'Chi Wai', 'Leung', 'LEUNG', 'CHIWAI'],
    ['exchanged', 'Kovács', 'Ágnes', 'KOVACS', 'AGNES'],
    ['with the other one in front', 'Ágnes Kovács', 'Kovács', 'KOVACS', 'AGNES'],
    ['with the other one behind', 'Ágnes', 'Kovács Ágnes', 'KOVACS', 'AGNES'],
    ['a person with one name', 'Ahmad', 'Abdullah', 'AHMAD BIN ABDULLAH', ''],
    ['middle names left out', 'Rosa', 'Delgado', 'DELGADO RUIZ', 'ROSA MARIA CARMEN'],
  ])('takes first and last name: %s', (_, first_name, last_name, surname, given_names) => {
    expect(disagreeing({ ...valid, surname, given_names }, { first_name, last_name })).toEqual([])
  })

  it('does not take the given name for the last name too', () => {
    expect(disagreeing(valid, { first_name: 'Anna', last_name: 'Anna' })).toEqual(['last_name'])
    expect(disagreeing({ ...valid, surname: 'DE SOUZA' }, { first_name: 'Anna', last_name: 'de Melo' })).toEqual([
      'last_name',
    ])
  })

  it('allows for names that were cut to fit their row', () => {
    const lines = ['P<UTOABCDEFGHIJKLMNOPQRSTUV<<ALEXANDRA<KATHA', valid.lines[1] ?? '']
    const cut = { ...valid, lines, surname: 'ABCDEFGHIJKLMNOPQRSTUV', given_names: 'ALEXANDRA KATHA' }
    expect(disagreeing(cut, { first_name: 'Katharina' })).toEqual([])
    expect(disagreeing({ ...cut, lines: valid.lines }, { first_name: 'Katharina' })).toEqual(['first_name'])
  })

  it('says so where names cannot be compared, and asks the customer nothing', () => {
    const given = { first_name: '安娜', last_name: 'Ἔρικ' }
    expect(compareMrz(valid, given, TODAY)).toEqual([
      { code: 'MRZ_NOT_COMPARABLE', field: 'last_name' },
      { code: 'MRZ_NOT_COMPARABLE', field: 'first_name' },
    ])
    expect(compareMrz({ ...valid, given_names: '' }, { first_name: 'Anna' }, TODAY)).toEqual([
      { code: 'MRZ_NOT_COMPARABLE', field: 'first_name' },
    ])
  })

  it.each([
    ['DEU', 'D'],
    ['GBR', 'GBN'],
    ['GBR', 'GBS'],
    ['XKX', 'RKS'],
    ['XKX', 'XKX'],
    ['XXA', 'XXA'],
    ['XXB', 'XXB'],
    ['XXB', 'XXC'],
    ['NO', 'NOR'],
  ])('takes the nationality %s for what a zone calls %s', (nationality, zone) => {
    expect(compareMrz({ ...valid, nationality: zone }, { nationality }, TODAY)).toEqual([])
  })

  it.each([
    ['FRA', 'D'],
    ['SRB', 'RKS'],
    ['XXA', 'XXB'],
    ['SYR', 'XXA'],
  ])('tells the nationality %s from %s', (nationality, zone) => {
    expect(disagreeing({ ...valid, nationality: zone }, { nationality })).toEqual(['nationality'])
  })

  it.each([
    ['CHE', 'UNO'],
    ['CHE', 'EUE'],
    ['ITA', 'XOM'],
    ['ITA', 'XPO'],
    ['XXA', 'XXX'],
    ['Norwegian', 'NOR'],
    ['NOR', ''],
  ])('does not judge the nationality %s and %s', (nationality, zone) => {
    const signals = compareMrz({ ...valid, nationality: zone }, { nationality }, TODAY)
    expect(signals).toEqual([{ code: 'MRZ_NOT_COMPARABLE', field: 'nationality' }])
  })

  it('compares the six digits of dates that a zone has, in any century', () => {
    const old = { ...valid, birth_date: '2021-07-09' }
    expect(disagreeing(old, { date_of_birth: '1921-07-09' })).toEqual([])
    expect(disagreeing(old, { date_of_birth: '1921-07-10' })).toEqual(['date_of_birth'])
  })

  it('compares the parts of a date of birth that are known', () => {
    const withBirth = (six: string) => ({
      ...{ ...valid, birth_date: null },
      lines: [valid.lines[0] ?? '', `L898902C36UTO${six}2F1204159ZE184226B<<<<<10`],
    })
    for (const six of ['74<<<<', '7408<<', '740800', '740000'])
      expect(disagreeing(withBirth(six), { date_of_birth: '1974-08-12' }), six).toEqual([])
    for (const six of ['75<<<<', '7409<<', '740900'])
      expect(disagreeing(withBirth(six), { date_of_birth: '1974-08-12' }), six).toEqual(['date_of_birth'])
    expect(compareMrz(withBirth('<<<<<<'), { date_of_birth: '1974-08-12' }, TODAY)).toEqual([
      { code: 'MRZ_NOT_COMPARABLE', field: 'date_of_birth' },
    ])
  })

  it.each([
    ['l898-902 C3', 'L898902C3'],
    ['٨٩٨٩٠٢', '898902'],
    ['K0O12O345', 'KOO120345'],
    ['591-1234567-89', '591123456789'],
  ])('takes the number %s for %s', (document_number, printed) => {
    expect(disagreeing({ ...valid, document_number: printed }, { document_number })).toEqual([])
  })

  it.each([
    ['L898902C4', 'L898902C3'],
    ['L898902', 'L898902C3'],
    ['L898902C3', 'L8989'],
  ])('tells the number %s from %s', (document_number, printed) => {
    expect(disagreeing({ ...valid, document_number: printed }, { document_number })).toEqual(['document_number'])
  })
})

describe('withAnsweredCentury', () => {
  const read: Mrz = { ...mrz, birth_date: '2021-07-09' }

  it('takes the century of an answer that agrees but for it', () => {
    expect(withAnsweredCentury(read, { date_of_birth: '1921-07-09' }, TODAY).birth_date).toBe('1921-07-09')
  })

  it.each(['1921-07-10', '2121-07-09', '', undefined])('leaves the date alone for %j', (date_of_birth) => {
    const answers: Answers = date_of_birth === undefined ? {} : { date_of_birth }
    expect(withAnsweredCentury(read, answers, TODAY)).toBe(read)
  })
})
