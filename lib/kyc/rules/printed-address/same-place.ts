import type { Answers } from '@/lib/contract/form'
import type { PrintedAddress } from '.'

/** Whether a printed address is the one that somebody answered: people abbreviate, add and leave out. Pure. */

export type PlaceComparison = { verdict: 'agrees' | 'differs' | 'unknown'; part: 'postal_code' | 'street' | null }

/** The parts of an address as somebody answered them. */
export function answeredPlace(answers: Answers): { street: string; postal_code: string } {
  const text = (name: string) => (typeof answers[name] === 'string' ? answers[name] : '')
  const street = ['street', 'address_line1', 'address_line2'].map(text).filter((line) => line !== '')
  return { street: street.join(' '), postal_code: text('postal_code') }
}

/** The code and the street have to agree. Places are written in too many ways: beside these two they decide nothing. */
export function comparePlaces(printed: PrintedAddress, answers: Answers): PlaceComparison {
  const answered = answeredPlace(answers)
  if (!printed.postal_code || answered.postal_code === '') return { verdict: 'unknown', part: null }
  if (!isSameCode(printed.postal_code, answered.postal_code)) return { verdict: 'differs', part: 'postal_code' }
  if (!printed.street || answered.street === '') return { verdict: 'unknown', part: null }
  const [numbers, others] = [numbersIn(printed.street), numbersIn(answered.street)]
  if (numbers.length > 0 && others.length > 0 && !numbers.some((number) => others.includes(number)))
    return { verdict: 'differs', part: 'street' }
  const [words, answeredWords] = [wordsIn(printed.street), wordsIn(answered.street)]
  const isAlike = words.some((word) => answeredWords.some((other) => isAbbreviated(word, other)))
  const isWhole = numbers.length === 0 || others.length > 0
  return { verdict: isAlike && isWhole ? 'agrees' : 'unknown', part: null }
}

function isSameCode(printed: string, answered: string): boolean {
  const [one, other] = [bare(printed), bare(answered)]
  // The sign of a country may stand before it: D-10115.
  return one === other || one.replace(/^[A-Z]{1,3}(?=\d)/, '') === other.replace(/^[A-Z]{1,3}(?=\d)/, '')
}

function bare(text: string): string {
  return plain(text).replaceAll(' ', '')
}

function numbersIn(street: string): string[] {
  return plain(street).match(/\d+/g) ?? []
}

/** Those of three letters and more, but for the word for street, which says nothing. */
function wordsIn(street: string): string[] {
  return (plain(street).match(/[\p{L}\p{M}]{3,}/gu) ?? []).filter((word) => !STREET.has(word))
}

const STREET = new Set(
  `STREET ROAD AVENUE LANE DRIVE STRASSE STR RUE BOULEVARD BLVD PLACE CALLE VIA VIALE PIAZZA RUA AVENIDA ULICA ULITSA GATA
  GATE GATAN VEIEN CADDESI SOKAK DES DEL DELLA DER DIE DAS THE AND APT FLAT UNIT`.split(/\s+/),
)

function isAbbreviated(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  return long.startsWith(short)
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll('ß', 'SS')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
}
