import { describe, expect, it } from 'vitest'
import type { Mrz } from '@/lib/contract/records'
import { compareMrz } from './mrz-comparison'

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
  valid: true,
}

describe('compareMrz', () => {
  const valid: Mrz = { ...mrz, expiry_date: '2030-04-15' }
  const answers = {
    first_name: 'Anna',
    last_name: 'Eriksson',
    date_of_birth: '1974-08-12',
    document_number: 'L898902C3',
  }

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

  it('reports an expired document and wrong check digits', () => {
    expect(compareMrz(mrz, answers, TODAY)).toEqual([{ code: 'EXPIRED', field: 'expiry_date' }])
    expect(compareMrz({ ...valid, valid: false }, answers, TODAY)).toEqual([{ code: 'MRZ_CHECK_DIGITS' }])
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
})
