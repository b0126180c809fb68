import type { HitRecord } from '@/lib/contract/screening/screenings'
import { REASONS } from '../verification/screening/port'

type Told = HitRecord['reasons'][number]
type Params = Told['params']

/** The word of a name that a reason is about, as reviewers call it. */
const PART = { given: 'the given name', family: 'the surname', name: 'a name' } as const
const partOf = ({ part }: Params) => PART[part === 'given' || part === 'family' ? part : 'name']
const both = ({ subject, listed }: Params) => `(“${subject}”, listed “${listed}”)`
const dates = ({ subject, listed }: Params) => `(${subject}, listed ${listed})`
const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const counted = (number: number, one: string, many: string) => `${SMALL[number] ?? number} ${number === 1 ? one : many}`

/** What each reason says of a person and an entry, in English as all answers of the manager API. */
const WORDS: Readonly<Record<(typeof REASONS)[number], (params: Params) => string>> = {
  name_same: ({ name }) => `the name is the same (“${name}”)`,
  name_order: ({ name }) => `the words agree in another order (listed “${name}”)`,
  word_transliterated: (params) => `${partOf(params)} agrees by transliteration ${both(params)}`,
  word_variant: (params) => `${partOf(params)} is another form of the same name ${both(params)}`,
  word_similar: (params) => `${partOf(params)} has nearly the same letters ${both(params)}`,
  word_joined: (params) => `${partOf(params)} is written apart on one side ${both(params)}`,
  word_initial: (params) => `${partOf(params)} agrees by its first letter only ${both(params)}`,
  word_missing: ({ listed }) => `the person’s name lacks “${listed}”`,
  word_extra: ({ subject }) => `the listed name lacks “${subject}”`,
  name_common: ({ name }) => `many people bear the words of “${name}”`,
  alias_weak: ({ name }) => `the list calls “${name}” a weak alias`,
  birth_date_same: (params) => `the birth date is the same ${dates(params)}`,
  birth_date_swapped: (params) => `day and month of the birth date are exchanged ${dates(params)}`,
  birth_date_near: (params) => `the birth date is nearly the same ${dates(params)}`,
  birth_date_differs: (params) => `the birth date differs within the year ${dates(params)}`,
  birth_year_same: (params) => `the birth year agrees ${dates(params)}`,
  birth_year_differs: (params) =>
    `the birth year differs by ${counted(Number(params.years), 'year', 'years')} ${dates(params)}`,
  gender_same: ({ listed }) => `the gender is the same (${listed})`,
  gender_differs: (params) => `the gender differs ${dates(params)}`,
  country_same: ({ listed }) => `a country is the same (${listed})`,
  country_differs: (params) => `the countries differ ${dates(params)}`,
  identifier_same: ({ type, listed }) => `the number of a document is the same (${type} ${listed})`,
  identifier_differs: (params) => `the number of a document differs ${dates(params)}`,
}

const isKnown = (code: string): code is keyof typeof WORDS => REASONS.some((known) => known === code)

/**
 * A hit's reasons as one sentence for a reviewer, in their order: "the surname agrees by transliteration (…); the birth year
 * differs by two years (…)". Its words are a stranger's in part: escape them. A code of another version stands as it is.
 */
export function reasonsInWords(reasons: readonly Told[]): string {
  return reasons.map(({ code, params }) => (isKnown(code) ? WORDS[code](params) : code)).join('; ')
}
