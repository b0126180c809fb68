import type { Countries, Gender, Identifier, ListEntry, ListedDate, Reason, Subject } from '../port'

/** What a fact beside the name does: above 0 it closes that part of what is missing to 1, below 0 it is taken off. */
export type Weighed = { readonly strength: number; readonly reasons: readonly Reason[] }

const NOTHING: Weighed = { strength: 0, reasons: [] }

const DATES = {
  birth_date_same: 0.5,
  birth_date_swapped: 0.35,
  birth_date_near: 0.25,
  birth_year_same: 0.2,
  birth_date_differs: -0.06,
} as const
/** Years between the two, and what is taken off. Beyond the last, all of it. */
const YEARS = [0, -0.04, -0.1, -0.18, -0.24, -0.3] as const
const NEAR_DAYS = 3
const CIRCA_YEARS = 2

/** The listed date that agrees best. */
export function weighBirthDate(subject: string | undefined, listed: readonly ListedDate[]): Weighed {
  if (!subject || listed.length === 0) return NOTHING
  return listed
    .map((date) => weighDate(subject, date))
    .reduce((best, weighed) => (weighed.strength > best.strength ? weighed : best))
}

function weighDate(subject: string, date: ListedDate): Weighed {
  const params = { subject, listed: date.until ? `${date.from}/${date.until}` : date.from }
  const agree = (code: keyof typeof DATES, strength: number = DATES[code]): Weighed => ({
    strength,
    reasons: [{ code, params }],
  })
  const year = Number(subject.slice(0, 4))
  const [from, until] = [Number(date.from.slice(0, 4)), Number((date.until ?? date.from).slice(0, 4))]
  const slack = date.circa ? CIRCA_YEARS : 0
  const years = year < from ? from - year : Math.max(0, year - until)
  if (years > 0) {
    if (years <= slack) return agree('birth_year_same', 0.05)
    const strength = YEARS[Math.min(years - slack, YEARS.length - 1)] as number
    return { strength, reasons: [{ code: 'birth_year_differs', params: { ...params, years } }] }
  }
  if (date.until) return agree('birth_year_same', 0.08)
  if (subject === date.from) return agree(subject.length === 10 ? 'birth_date_same' : 'birth_year_same')
  // One of them has no day, or no month.
  if (subject.startsWith(date.from) || date.from.startsWith(subject))
    return agree('birth_year_same', date.circa ? 0.1 : undefined)
  if (subject.length === 10 && date.from.length === 10) {
    const [month, day] = [subject.slice(5, 7), subject.slice(8)]
    if (date.from === `${subject.slice(0, 4)}-${day}-${month}`) return agree('birth_date_swapped')
    const days = Math.abs(Date.parse(subject) - Date.parse(date.from)) / 86_400_000
    const digits = [...subject].filter((digit, at) => digit !== date.from[at]).length
    if (days <= NEAR_DAYS || digits === 1) return agree('birth_date_near')
  }
  return agree('birth_date_differs', date.circa ? 0 : undefined)
}

export function weighGender(subject: readonly Gender[] | undefined, listed: readonly Gender[]): Weighed {
  const [one, other] = [subject?.[0], listed[0]]
  if (!one || !other || one === 'other' || other === 'other') return NOTHING
  const same = listed.includes(one)
  const params = { subject: one, listed: listed.join(', ') }
  return { strength: same ? 0.02 : -0.12, reasons: [{ code: same ? 'gender_same' : 'gender_differs', params }] }
}

export function weighCountry(subject: Countries | undefined, listed: Countries): Weighed {
  const all = (some: Countries | undefined) => [
    ...new Set([...(some?.nationality ?? []), ...(some?.birth ?? []), ...(some?.residence ?? [])]),
  ]
  const [one, other] = [all(subject), all(listed)]
  if (one.length === 0 || other.length === 0) return NOTHING
  const same = one.filter((country) => other.includes(country))
  if (same.length > 0)
    return {
      strength: 0.12,
      reasons: [{ code: 'country_same', params: { subject: same.join(', '), listed: same.join(', ') } }],
    }
  return {
    strength: -0.04,
    reasons: [{ code: 'country_differs', params: { subject: one.join(', '), listed: other.join(', ') } }],
  }
}

/** Numbers shorter than this are on too many documents to decide. */
const SHORTEST_NUMBER = 5

/** A number as it is compared: letters and digits. Null if it is too short to decide. */
export function comparedNumber(number: string): string | null {
  const plain = number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  return plain.length >= SHORTEST_NUMBER && /\d/.test(plain) ? plain : null
}

export function weighIdentifiers(subject: readonly Identifier[] | undefined, listed: readonly Identifier[]): Weighed {
  for (const one of subject ?? []) {
    const number = comparedNumber(one.number)
    const same = listed.find(
      (other) =>
        number !== null &&
        comparedNumber(other.number) === number &&
        (!one.country || !other.country || one.country === other.country),
    )
    if (same)
      return {
        strength: 1,
        reasons: [{ code: 'identifier_same', params: { type: same.type, subject: one.number, listed: same.number } }],
      }
  }
  return NOTHING
}

/** From this likeness of names on another fact begins to speak for a match; from the second on it does in full. */
const FACTS_COUNT = { from: 0.4, full: 0.65 } as const

/** The score of names and facts together, 0 to 1. An equal number decides. */
export function combined(name: number, facts: readonly number[], identifier: number): number {
  if (identifier >= 1) return Math.max(0.95, name)
  const share = Math.min(1, Math.max(0, (name - FACTS_COUNT.from) / (FACTS_COUNT.full - FACTS_COUNT.from)))
  const gained = facts.reduce((left, fact) => (fact > 0 ? left + (1 - left) * fact * share : left), name)
  const lost = facts.reduce((total, fact) => (fact < 0 ? total + fact : total), 0)
  return Math.min(1, Math.max(0, gained + lost))
}

/** The least likeness of names from which all facts together can still reach `threshold`. */
export function leastName(threshold: number, subject: Subject): number {
  const known = [subject.birth_date, subject.genders?.length, subject.countries]
  return known.some(Boolean) ? Math.min(threshold, Math.max(FACTS_COUNT.from, threshold - 0.2)) : threshold
}

/** All facts of an entry beside its names, weighed against the subject's. */
export function weighFacts(subject: Subject, entry: ListEntry) {
  return {
    birth_date: weighBirthDate(subject.birth_date, entry.birth_dates),
    gender: weighGender(subject.genders, entry.genders),
    country: weighCountry(subject.countries, entry.countries),
    identifier: weighIdentifiers(subject.identifiers, entry.identifiers),
  }
}
