import type { Answers } from '@/lib/contract/form'
import type { Barcode, CardBarcode } from '@/lib/contract/pictures/barcodes'
import type { Extracted } from '@/lib/contract/pictures/extracted'
import type { Signal } from '@/lib/contract/records'
import type { MrzField } from '@/lib/contract/well-known'
import { latinDigits } from '@/lib/form/latin-digits'
import { compareNames } from '@/lib/names/compare-names'
import { writtenName } from '@/lib/names/written-name'

/** What follows from the barcode of a North American card: what is offered to its holder, what is told to reviewers. Pure. */

/** What the barcodes of a document say of a card. Null where none does, or two say different things. */
export function cardOf(barcodes: readonly Barcode[] | null): CardBarcode | null {
  const cards = (barcodes ?? []).flatMap(({ card }) => card ?? [])
  const [card = null] = cards
  return cards.every((other) => JSON.stringify(other) === JSON.stringify(card)) ? card : null
}

/**
 * What the barcode says as its holder would answer it. Error correction leaves nothing half read, but a name may be cut
 * short, and dates that contradict each other are not to be believed. Where its holder lived is not offered: people move,
 * and their card stays.
 */
export function offeredByCard(card: CardBarcode): Extracted {
  const { family_name, given_names, document_number, sex, country, kind, cut, flaws } = card
  const [birth_date, expiry_date] = flaws.includes('dates') ? [null, null] : [card.birth_date, card.expiry_date]
  const isWhole = family_name !== null && !cut.includes('family_name')
  const hasGivenNames = isWhole && given_names !== null && !cut.includes('given_names')
  return {
    ...(isWhole && { family_name: written(family_name, 'family_name') }),
    ...(hasGivenNames && { given_names: written(given_names, 'given_names') }),
    ...(birth_date && { birth_date }),
    ...(expiry_date && { expiry_date }),
    ...(document_number && { document_number }),
    ...(sex && { sex }),
    ...(country && { issuing_country: country }),
    ...(kind === 'driving_licence' && { document_type: kind }),
  }
}

/** In capitals a name is written as people write it; most cards have nothing else. */
function written(name: string, part: 'family_name' | 'given_names'): string {
  return name === name.toUpperCase()
    ? writtenName(name, 'USA', part).replace(/(?<=[-'’])\p{Ll}/gu, (letter) => letter.toUpperCase())
    : name
}

type Verdict = 'agrees' | 'disagrees' | 'unknown'

/** For each field, whether an answer agrees with the barcode. Of a nationality it says nothing. */
const COMPARED: Partial<Record<MrzField, (card: CardBarcode, answer: string, answers: Answers) => Verdict>> = {
  last_name: (card, answer, { first_name }) => compareName(card, ['family_name', 'given_names'], answer, first_name),
  first_name: (card, answer, { last_name }) => compareName(card, ['given_names', 'family_name'], answer, last_name),
  date_of_birth: ({ birth_date }, answer) => compareExactly(birth_date, answer),
  document_number: ({ document_number }, answer) =>
    compareExactly(document_number && bare(document_number), bare(latinDigits(answer.normalize('NFKC')))),
  expiry_date: ({ expiry_date }, answer) => compareExactly(expiry_date, answer),
}

/**
 * Compares the barcode of a card with the customer's answers, and returns signals for the reviewer.
 * @param today ISO date.
 */
export function compareCard(card: CardBarcode, answers: Answers, today: string): Signal[] {
  const { expiry_date } = card
  const expired: Signal[] =
    expiry_date !== null && expiry_date < today ? [{ code: 'EXPIRED', field: 'expiry_date' }] : []
  const differing = Object.entries(COMPARED).flatMap(([field, compare]): Signal[] => {
    const answer = answers[field]
    if (typeof answer !== 'string' || answer === '') return []
    return compare(card, answer, answers) === 'disagrees' ? [{ code: 'BARCODE_DISAGREES', field }] : []
  })
  return [...expired, ...differing]
}

type NamePart = 'family_name' | 'given_names'

/** The two may be exchanged, as many people do. `counterpart` is the answer to the other field. */
function compareName(
  card: CardBarcode,
  [own, other]: [NamePart, NamePart],
  answer: string,
  counterpart: Answers[string] | undefined,
): Verdict {
  const compare = (typed: string, part: NamePart): Verdict => {
    const name = card[part]
    return name === null ? 'unknown' : compareNames(typed, { text: printed(name), full: card.cut.includes(part) })
  }
  const direct = compare(answer, own)
  if (direct !== 'disagrees' || typeof counterpart !== 'string') return direct
  return compare(answer, other) === 'agrees' && compare(counterpart, own) === 'agrees' ? 'agrees' : direct
}

/** A to Z and spaces, as names are compared. */
function printed(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .toUpperCase()
  return plain.replace(/[^A-Z]+/g, ' ').trim()
}

function compareExactly(said: string | null, answer: string): Verdict {
  if (said === null || said === '') return 'unknown'
  return said === answer ? 'agrees' : 'disagrees'
}

function bare(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
}
