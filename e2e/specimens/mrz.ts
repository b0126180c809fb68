export type MrzPerson = {
  /** As the document code says it: P for a passport, I for a card. */
  code: string
  /** Three letters; UTO is the standard's own fictional country. */
  issuer: string
  nationality: string
  surname: string
  givenNames: string
  number: string
  /** ISO dates. */
  birth: string
  expiry: string
  sex: 'F' | 'M' | '<'
  personalNumber?: string
}

const WEIGHTS = [7, 3, 1]

/** The check digit of ICAO Doc 9303 part 3, 4.9: digits count as themselves, A to Z as 10 to 35, < as 0. */
export function checkDigit(text: string): string {
  const values = [...text].map((character) => (character === '<' ? 0 : Number.parseInt(character, 36)))
  return String(values.reduce((total, value, index) => total + value * (WEIGHTS[index % 3] ?? 0), 0) % 10)
}

/** The two lines of a passport, 44 characters each (ICAO Doc 9303 part 4). */
export function passportLines(person: MrzPerson): [string, string] {
  const number = fill(person.number, 9)
  const [birth, expiry] = [shortDate(person.birth), shortDate(person.expiry)]
  const personal = fill(person.personalNumber ?? '', 14)
  const left = number + checkDigit(number)
  const right = expiry + checkDigit(expiry) + personal + checkDigit(personal)
  const composite = checkDigit(left + birth + checkDigit(birth) + right)
  return [
    fill(fill(person.code, 2) + person.issuer + names(person), 44),
    left + person.nationality + birth + checkDigit(birth) + person.sex + right + composite,
  ]
}

/** The three lines of a card, 30 characters each (ICAO Doc 9303 part 5). */
export function cardLines(person: MrzPerson): [string, string, string] {
  const number = fill(person.number, 9)
  const first = fill(fill(person.code, 2) + person.issuer + number + checkDigit(number), 30)
  const birth = shortDate(person.birth) + checkDigit(shortDate(person.birth))
  const expiry = shortDate(person.expiry) + checkDigit(shortDate(person.expiry))
  const optional = fill(person.personalNumber ?? '', 11)
  const composite = checkDigit(first.slice(5) + birth + expiry + optional)
  return [first, birth + person.sex + expiry + person.nationality + optional + composite, fill(names(person), 30)]
}

function names({ surname, givenNames }: MrzPerson): string {
  return `${latin(surname)}<<${latin(givenNames)}`
}

function latin(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{Mark}/gu, '')
  return plain
    .toUpperCase()
    .replace(/['’]/g, '')
    .replace(/[^A-Z]/g, '<')
}

function shortDate(iso: string): string {
  return iso.slice(2, 10).replaceAll('-', '')
}

function fill(text: string, length: number): string {
  return text.padEnd(length, '<').slice(0, length)
}
