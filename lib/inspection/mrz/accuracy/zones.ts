import type { MrzFormat } from '@/lib/contract/records'
import { checkDigit } from '../check-digit'

/** What a zone is printed of. Names and numbers in the letters and digits of a zone, dates as YYMMDD. */
export type Printed = {
  issuer: string
  nationality: string
  surname: string
  givenNames: string
  number: string
  birth: string
  expiry: string
  sex: string
  /** What the issuer fills as it likes. */
  optional: string
}

const fill = (text: string, length: number) => text.replaceAll(' ', '<').padEnd(length, '<').slice(0, length)
const checked = (text: string) => text + checkDigit(text)
const namesOf = ({ surname, givenNames }: Printed) => (givenNames === '' ? surname : `${surname}<<${givenNames}`)

/** A number that is too long for its field goes on in the optional data, with its check digit (part 5, 4.2.2 j). */
function numberOf({ number, optional }: Printed): { numbered: string; optional: string } {
  if (number.length <= 9) return { numbered: checked(fill(number, 9)), optional }
  return { numbered: `${number.slice(0, 9)}<`, optional: number.slice(9) + checkDigit(number) }
}

/** Number, nationality, birth, sex and end of validity of every format with two rows. */
function twoRows(print: Printed): string {
  const { nationality, birth, sex, expiry } = print
  return numberOf(print).numbered + fill(nationality, 3) + checked(birth) + sex + checked(expiry)
}

/** What the composite check digit covers of them. */
function coveredBy(row: string): string {
  return row.slice(0, 10) + row.slice(13, 20) + row.slice(21)
}

/** The rows of a zone in each format, as issuers print them. */
export const PRINTED = {
  TD3: (print) => {
    const personal = fill(print.optional, 14)
    const row = twoRows(print) + personal + (print.optional === '' ? '<' : checkDigit(personal))
    return [fill(`P<${fill(print.issuer, 3)}${namesOf(print)}`, 44), row + checkDigit(coveredBy(row))]
  },
  TD2: (print) => {
    const row = twoRows(print) + fill(numberOf(print).optional, 7)
    return [fill(`I<${fill(print.issuer, 3)}${namesOf(print)}`, 36), row + checkDigit(coveredBy(row))]
  },
  TD1: (print) => {
    const { numbered, optional } = numberOf(print)
    const first = `I<${fill(print.issuer, 3)}${numbered}${fill(optional, 15)}`
    const [born, ends, rest] = [checked(print.birth), checked(print.expiry), fill('', 11)]
    const composite = checkDigit(first.slice(5) + born + ends + rest)
    return [first, born + print.sex + ends + fill(print.nationality, 3) + rest + composite, fill(namesOf(print), 30)]
  },
  MRVA: (print) => [fill(`V<${fill(print.issuer, 3)}${namesOf(print)}`, 44), twoRows(print) + fill(print.optional, 16)],
  MRVB: (print) => [fill(`V<${fill(print.issuer, 3)}${namesOf(print)}`, 36), twoRows(print) + fill(print.optional, 8)],
  FRA_ID: ({ surname, givenNames, number, birth, sex }) => {
    const first = fill(`IDFRA${surname}`, 30) + fill(`${number.slice(4, 7)}001`, 6)
    const row = checked(fill(number, 12)) + fill(givenNames.replaceAll(' ', '<<'), 14) + checked(birth) + sex
    return [first, row + checkDigit(first + row)]
  },
  FRA_DL: ({ surname, number, expiry }) => [checked(checked(`D1FRA${fill(number, 9)}`) + expiry + fill(surname, 8))],
  CHE_DL: ({ number, birth, optional, ...names }) => [
    fill(number, 9),
    fill(`FACHE${fill(optional, 12)}<<${birth}`, 30),
    fill(namesOf({ number, birth, optional, ...names }), 30),
  ],
} as const satisfies Record<MrzFormat, (print: Printed) => string[]>
