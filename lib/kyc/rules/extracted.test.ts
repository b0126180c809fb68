import { describe, expect, it } from 'vitest'
import { MRZ_PARTS, type Mrz, type MrzPart } from '@/lib/contract/records'
import { PRINTED, type Printed } from '@/lib/inspection/mrz/accuracy/zones'
import { parseMrz } from '@/lib/inspection/mrz/parse'
import { extractedOf, sideOfZone } from './extracted'

const TODAY = '2026-11-28'
const PERSON: Printed = {
  ...{ issuer: 'SWE', nationality: 'SWE', surname: 'LINDQVIST', givenNames: 'MIRA ANNE', number: 'AA1234567' },
  ...{ birth: '910327', expiry: '310101', sex: 'F', optional: '' },
}

/** What is read of a zone by two readers who agree on all of it. */
function read(
  format: 'TD1' | 'TD2' | 'TD3' | 'MRVA',
  print: Partial<Printed> = {},
  unsure: readonly MrzPart[] = [],
): Mrz {
  const mrz = parseMrz([PRINTED[format]({ ...PERSON, ...print }).join('\n')], TODAY)
  if (!mrz) throw new Error('There is a zone')
  const certainty = (part: MrzPart) => (unsure.includes(part) ? 'single' : 'agreed')
  const parts = Object.fromEntries(MRZ_PARTS.map((part) => [part, { certainty: certainty(part), read: '' }]))
  return { ...mrz, parts: parts as Mrz['parts'] }
}

describe('what a document offers its holder', () => {
  it('is all that its zone says, as people write it', () => {
    expect(extractedOf(read('TD3'), TODAY)).toEqual({
      ...{ family_name: 'Lindqvist', given_names: 'Mira Anne', birth_date: '1991-03-27', nationality: 'SWE', sex: 'F' },
      ...{ document_number: 'AA1234567', expiry_date: '2031-01-01', issuing_country: 'SWE', document_type: 'passport' },
    })
  })

  it.each(MRZ_PARTS.filter((part) => part !== 'optional'))('leaves out what only one reader read: %s', (part) => {
    const [all, sure] = [extractedOf(read('TD3'), TODAY), extractedOf(read('TD3', {}, [part]), TODAY)]
    const missing = Object.keys(all).filter((name) => !(name in sure))
    const names: Record<string, string[]> = {
      surname: ['family_name', 'given_names'],
      given_names: ['given_names'],
      issuer: ['issuing_country', 'document_type'],
    }
    expect(missing).toEqual(names[part] ?? [part])
  })

  it('says of a person with one name that there is no other', () => {
    const { family_name, given_names } = extractedOf(read('TD3', { surname: 'SUHARTO', givenNames: '' }), TODAY)
    expect({ family_name, given_names }).toEqual({ family_name: 'Suharto', given_names: '' })
  })

  it('leaves out a name that may have been cut', () => {
    const cut = read('TD1', { surname: 'PAPANDROPOULOU', givenNames: 'ALEXANDRA KONSTANTINA' })
    expect(extractedOf(cut, TODAY)).not.toHaveProperty('given_names')
  })

  it('knows a residence permit by its holder’s other nationality', () => {
    expect(extractedOf(read('TD1'), TODAY).document_type).toBe('national_identity_card')
    expect(extractedOf(read('TD1', { nationality: 'SYR' }), TODAY).document_type).toBe('residence_permit')
    expect(extractedOf(read('TD1', {}, ['nationality']), TODAY)).not.toHaveProperty('document_type')
  })

  it('leaves out a year of birth that may be a hundred years earlier, and codes of no country', () => {
    expect(extractedOf(read('TD3', { birth: '240101' }), TODAY)).not.toHaveProperty('birth_date')
    const specimen = extractedOf(read('TD3', { issuer: 'UTO', nationality: 'UTO' }), TODAY)
    expect(specimen).not.toHaveProperty('issuing_country')
    expect(specimen).not.toHaveProperty('nationality')
  })

  it('takes nothing from a visa, nor from what was read before certainties were kept', () => {
    expect(extractedOf(read('MRVA'), TODAY)).toEqual({})
    expect(extractedOf({ ...read('TD3'), parts: {} }, TODAY)).toEqual({})
  })
})

it('the zone of a card is on its back, that of a passport on its one side', () => {
  expect([sideOfZone(read('TD1')), sideOfZone(read('TD2')), sideOfZone(read('TD3'))]).toEqual([
    'back',
    'front',
    'front',
  ])
})
