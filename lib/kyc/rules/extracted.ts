import { isCountry, isNationality } from '@/lib/contract/countries'
import type { DocumentSide, DocumentType } from '@/lib/contract/documents'
import type { BarcodeState } from '@/lib/contract/pictures/barcodes'
import type { Extracted, ExtractionState } from '@/lib/contract/pictures/extracted'
import type { AddressState } from '@/lib/contract/pictures/print'
import type { Mrz, MrzFormat, MrzPart, MrzState } from '@/lib/contract/records'
import type { MrzField } from '@/lib/contract/well-known'
import { writtenName } from '@/lib/names/written-name'
import { isFull } from './mrz-comparison'

/** What is offered to a person of what was read on their document. Pure. */

/** Visas say nothing of the document that they are in. */
const VISAS: readonly MrzFormat[] = ['MRVA', 'MRVB']

/** The cards that have their zone on the back. */
const ZONE_ON_BACK: readonly MrzFormat[] = ['TD1', 'FRA_DL', 'CHE_DL']

/** The zone has two digits of a year: whose birth seems to be more recent may be a hundred years older. */
const YOUNGEST = 12

/** How far reading is, as the customer needs to know: why nothing was read is no matter of theirs. */
export function extractionOf(...states: (MrzState | BarcodeState | AddressState)[]): ExtractionState {
  return (['pending', 'done'] as const).find((state) => states.includes(state)) ?? 'none'
}

/**
 * What both readers read alike, and which cannot be meant otherwise. The rest is left out, and asked.
 * @param today ISO date.
 */
export function extractedOf(mrz: Mrz, today: string): Extracted {
  if (VISAS.includes(mrz.format)) return {}
  const { issuer, nationality, birth_date, expiry_date, document_number, sex } = mrz
  const is = (part: MrzPart) => mrz.parts[part]?.certainty === 'agreed'
  const isWhole = (part: 'surname' | 'given_names') => is(part) && !isFull(mrz, part)
  const isName = isWhole('surname') && mrz.surname !== ''
  const hasGivenNames = isName && isWhole('given_names')
  const type = is('issuer') ? typeOf(mrz) : null
  return {
    ...(isName && { family_name: writtenName(mrz.surname, issuer, 'family_name') }),
    ...(hasGivenNames && { given_names: writtenName(mrz.given_names, issuer, 'given_names') }),
    ...(is('birth_date') && birth_date !== null && isOldEnough(birth_date, today) && { birth_date }),
    ...(is('nationality') && isNationality(nationality) && { nationality }),
    ...(is('sex') && sex !== null && { sex }),
    ...(is('document_number') && document_number !== '' && { document_number }),
    ...(is('expiry_date') && expiry_date !== null && { expiry_date }),
    ...(is('issuer') && isCountry(issuer) && { issuing_country: issuer }),
    ...(type && { document_type: type }),
  }
}

const EXTRACTED = {
  last_name: 'family_name',
  first_name: 'given_names',
  date_of_birth: 'birth_date',
  document_number: 'document_number',
  expiry_date: 'expiry_date',
  nationality: 'nationality',
} as const satisfies Record<MrzField, keyof Extracted>

/**
 * What a zone says of a field, as its holder would answer. Null where that is not certain, or nothing.
 * @param today ISO date.
 */
export function answerOfZone(mrz: Mrz, field: MrzField, today: string): string | null {
  return extractedOf(mrz, today)[EXTRACTED[field]] || null
}

/** The side of a document on which such a zone is. */
export function sideOfZone({ format }: Mrz): DocumentSide {
  return ZONE_ON_BACK.includes(format) ? 'back' : 'front'
}

/**
 * The type of the document. A card of a country that is not its holder's is a residence permit; where the holder's is not
 * known, nothing is.
 */
function typeOf({ format, lines, issuer, nationality, parts }: Mrz): DocumentType | null {
  if (format === 'FRA_DL' || format === 'CHE_DL') return 'driving_licence'
  if (format === 'FRA_ID') return 'national_identity_card'
  if (format === 'TD3') return lines[0]?.startsWith('P') ? 'passport' : null
  if (parts.nationality?.certainty !== 'agreed') return null
  return nationality === issuer ? 'national_identity_card' : 'residence_permit'
}

function isOldEnough(birth: string, today: string): boolean {
  return Number(today.slice(0, 4)) - Number(birth.slice(0, 4)) > YOUNGEST
}
