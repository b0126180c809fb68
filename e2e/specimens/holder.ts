const DAY_MS = 86_400_000

/** An ISO date, so many days from today. */
export function daysFromToday(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)
}

/** Whose document it is; dates are ISO. */
export type Holder = {
  surname: string
  givenNames: string
  birth: string
  birthPlace: string
  sex: 'F' | 'M'
  country: string
  passportNumber: string
  cardNumber: string
  licenceNumber: string
  issued: string
  expiry: string
  street: string
  city: string
  /** The country of the address, as a letter names it. */
  homeland: string
}

/** Of the year alone, not of today: what is drawn before midnight is looked for after it. */
const YEAR = new Date().getUTCFullYear()

/** The fictional person to whom all specimens belong. */
export const HOLDER: Holder = {
  surname: 'Lindqvist',
  givenNames: 'Mira Elise',
  birth: '1991-03-27',
  birthPlace: 'Port Serein',
  sex: 'F',
  country: 'UTO',
  passportNumber: 'UX4719206',
  cardNumber: 'UC8830154',
  licenceNumber: 'UD 5520 1879',
  issued: `${YEAR - 2}-10-30`,
  expiry: `${YEAR + 8}-10-28`,
  street: '14 Lantern Quay',
  city: 'UT-2084 Port Serein',
  homeland: 'Utopia',
}

/** A fictional person of a country that there is: what documents of Utopia say of countries is no answer. */
export const POLISH_HOLDER: Holder = {
  ...HOLDER,
  ...{ surname: 'Lukasik', givenNames: 'Zofia', country: 'POL', passportNumber: 'EL4719206' },
  ...{ street: 'Nadbrzeżna 14', city: '81-001 Gdynia', homeland: 'Poland' },
}

/** The same person as a citizen of a country that there is, as answers in journeys say. */
export const NORWEGIAN_HOLDER: Holder = { ...HOLDER, country: 'NOR' }

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** An ISO date as documents print it: 27 MAR 1991. */
export function printedDate(iso: string): string {
  return `${iso.slice(8, 10)} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`
}
