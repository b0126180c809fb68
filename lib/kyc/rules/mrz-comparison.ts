import type { Answers } from '@/lib/contract/form'
import type { Mrz, Signal } from '@/lib/contract/records'
import { MRZ_FIELDS, type MrzField } from '@/lib/contract/well-known'

/** For each field, whether an answer agrees with the MRZ. */
const COMPARED: Record<MrzField, (mrz: Mrz, answer: string) => boolean> = {
  last_name: ({ surname, given_names }, answer) => shareWords(answer, surname) || shareWords(answer, given_names),
  first_name: ({ surname, given_names }, answer) => shareWords(answer, given_names) || shareWords(answer, surname),
  date_of_birth: ({ birth_date }, answer) => birth_date === null || birth_date === answer,
  document_number: ({ document_number }, answer) => bare(answer).startsWith(bare(document_number)),
  expiry_date: ({ expiry_date }, answer) => expiry_date === null || expiry_date === answer,
  nationality: ({ nationality }, answer) => nationality === '' || nationality === answer || answer.length !== 3,
}

/**
 * Compares the MRZ of a document with the customer's answers, and returns signals for the reviewer. Names are compared
 * as an MRZ spells them (ICAO Doc 9303 part 3, section 6: transliterated, and truncated if long); one given name is
 * enough. Unanswered fields are skipped.
 * @param today ISO date.
 */
export function compareMrz(mrz: Mrz, answers: Answers, today: string): Signal[] {
  const signals: Signal[] = []
  if (!mrz.valid) signals.push({ code: 'MRZ_CHECK_DIGITS' })
  if (mrz.expiry_date !== null && mrz.expiry_date < today) signals.push({ code: 'EXPIRED', field: 'expiry_date' })
  for (const field of MRZ_FIELDS) {
    const answer = answers[field]
    if (typeof answer === 'string' && answer !== '' && !COMPARED[field](mrz, answer))
      signals.push({ code: 'MRZ_DISAGREES', field })
  }
  return signals
}

/** Whether the texts share a word; a word of the MRZ may be truncated. */
function shareWords(answer: string, zone: string): boolean {
  const [ours, theirs] = [wordsOf(answer), wordsOf(zone)]
  if (theirs.length === 0) return true
  return ours.some((word) => theirs.some((other) => word === other || (other.length > 3 && word.startsWith(other))))
}

/** Letters with a specific transliteration (ICAO Doc 9303 part 3, 6.A). All others just lose their accents. */
const SPELLINGS: Record<string, string> = {
  Ä: 'AE',
  Ö: 'OE',
  Ü: 'UE',
  ß: 'SS',
  Ø: 'OE',
  Å: 'AA',
  Æ: 'AE',
  Œ: 'OE',
  Ð: 'D',
  Þ: 'TH',
  Ł: 'L',
  Ñ: 'N',
}

function wordsOf(text: string): string[] {
  const plain = (spelled: string) =>
    spelled
      .normalize('NFD')
      .replace(/\p{Mark}/gu, '')
      .replace(/['’]/g, '')
  const upper = text.toUpperCase().replaceAll('ß', 'SS')
  const spelled = [...upper.normalize('NFC')].map((letter) => SPELLINGS[letter] ?? letter).join('')
  const both = [plain(upper), plain(spelled)].flatMap((form) => form.split(/[^A-Z]+/))
  return [...new Set(both)].filter((word) => word.length > 0)
}

function bare(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
