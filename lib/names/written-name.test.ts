import { describe, expect, it } from 'vitest'
import { hiddenLetters } from './hidden-letters'
import { writtenName } from './written-name'

describe('a name from a zone, as people write it', () => {
  it.each([
    ['LINDQVIST', 'SWE', 'Lindqvist'],
    ['VAN DER BERG', 'NLD', 'van der Berg'],
    ['VAN DYKE', 'USA', 'Van Dyke'],
    ['VON DER HEIDE', 'DEU', 'von der Heide'],
    ['DE LA CRUZ', 'MEX', 'de la Cruz'],
    ['GARCIA Y VEGA', 'ESP', 'Garcia y Vega'],
    ['DA SILVA DOS SANTOS', 'BRA', 'da Silva dos Santos'],
    ['DE GAULLE', 'FRA', 'de Gaulle'],
    ['LE GOFF', 'FRA', 'Le Goff'],
    ['DI MARCO', 'ITA', 'Di Marco'],
    ['MCDONALD', 'GBR', 'McDonald'],
    ['MCELROY SMITH', 'IRL', 'McElroy Smith'],
    ['MACDONALD', 'GBR', 'Macdonald'],
    ['MCY', 'GBR', 'Mcy'],
    ['IJSBRANDS', 'NLD', 'IJsbrands'],
    ['NG', 'SGP', 'Ng'],
    ['VAN', 'VNM', 'Van'],
    ['DE', 'NLD', 'De'],
    ['HENRY III', 'USA', 'Henry III'],
    ['', 'SWE', ''],
  ])('%s of %s is %s', (zone, issuer, written) => {
    expect(writtenName(zone, issuer, 'family_name')).toBe(written)
  })

  it.each([
    ['MARIA DEL CARMEN', 'ESP', 'Maria del Carmen'],
    ['MARIA DA CONCEICAO', 'PRT', 'Maria da Conceicao'],
    ['DE', 'ESP', 'De'],
    ['LA TOYA', 'ESP', 'La Toya'],
    ['NUR AISYAH BINTI', 'MYS', 'Nur Aisyah Binti'],
  ])('given names: %s of %s are %s', (zone, issuer, written) => {
    expect(writtenName(zone, issuer, 'given_names')).toBe(written)
  })
})

describe('the letters that a zone hides', () => {
  it.each([
    ['Mueller', 'DEU', ['Ü']],
    ['Strasse', 'DEU', ['ẞ']],
    ['Lindqvist', 'SWE', []],
    ['Soerensen', 'DNK', ['Ø']],
    ['Aagaard', 'NOR', ['Å']],
    ['Dordevic', 'HRV', ['Ć', 'Č', 'Đ']],
    ['Kowalski', 'POL', ['Ł', 'Ś', 'Ó', 'Ą']],
    ['Nunez', 'ESP', ['É', 'Ñ', 'Ú']],
    ['Ozturk', 'TUR', ['Ö', 'Ü']],
    ['Smith', 'GBR', []],
    ['Tanaka', 'JPN', []],
  ])('of %s of %s are %j', (name, issuer, letters) => {
    expect(hiddenLetters(name, issuer)).toEqual(letters)
  })
})
