import { z } from 'zod'

/**
 * Screening as the rest of the core sees it: what a list's entry is, whom to look for, what a hit says. Matching knows
 * neither database nor customer; everything here can be sent to a worker and stored as JSON.
 */

/** What an entry, or who is looked for, is. `other` is whatever a list names beyond these, as aircraft. */
const entitySchema = z.enum(['person', 'organisation', 'vessel', 'other'])
export type EntitySchema = z.infer<typeof entitySchema>

/** Why somebody is on a list. `rca`: a relative or close associate of a politically exposed person. */
const topic = z.enum(['sanctions', 'pep', 'rca', 'other'])
export type Topic = z.infer<typeof topic>

/** `weak` is what the list itself calls a weak or low-quality alias; `original` is written in the person's own script. */
const nameKind = z.enum(['primary', 'alias', 'weak', 'original'])
export type NameKind = z.infer<typeof nameKind>

/**
 * A birth date as lists have it: days as `2001-02-03`, months as `2001-02`, years as `2001`. With `until`, somewhere
 * from `from` to `until`; `circa`, about then.
 */
const listedDate = z.strictObject({
  from: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  until: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
    .optional(),
  circa: z.boolean().optional(),
})
export type ListedDate = z.infer<typeof listedDate>

const gender = z.enum(['male', 'female', 'other'])
export type Gender = z.infer<typeof gender>

/** ISO 3166-1 alpha-2, capitals. */
const country = z.string().regex(/^[A-Z]{2}$/)
const countries = z.strictObject({
  nationality: z.array(country).optional(),
  birth: z.array(country).optional(),
  residence: z.array(country).optional(),
})
export type Countries = z.infer<typeof countries>

/** `type` in the list's own word (`Passport`, `INN`); it is shown, never compared. */
const identifier = z.strictObject({ type: z.string(), number: z.string().min(1), country: country.optional() })
export type Identifier = z.infer<typeof identifier>

const listedName = z.strictObject({
  text: z.string().min(1),
  kind: nameKind,
  /** ISO 15924, as `Arab`; left out for Latin. */
  script: z.string().optional(),
})
export type ListedName = z.infer<typeof listedName>

/** One entry of one list. `digest` changes when anything changes that a match or a reviewer rests on. */
export const listEntrySchema = z.strictObject({
  list: z.string(),
  entry_id: z.string(),
  schema: entitySchema,
  names: z.array(listedName).min(1),
  birth_dates: z.array(listedDate),
  genders: z.array(gender),
  countries,
  identifiers: z.array(identifier),
  programmes: z.array(z.string()),
  topics: z.array(topic).min(1),
  remarks: z.string(),
  digest: z.string(),
})
export type ListEntry = z.infer<typeof listEntrySchema>

/** A list as it was taken once. `digest` is that of all entries; `version` is what the source calls it, else the digest's beginning. */
export const listVersionSchema = z.strictObject({
  list: z.string(),
  version: z.string(),
  /** When it was fetched, and when its source says that it was published: ISO 8601. */
  taken_at: z.string(),
  published_at: z.string().optional(),
  entries: z.int(),
  digest: z.string(),
})
export type ListVersion = z.infer<typeof listVersionSchema>

/** A name of who is looked for: whole as one text, or in its parts. Each known spelling is one of these. */
const subjectName = z.union([
  z.strictObject({ full: z.string() }),
  z.strictObject({ given: z.string(), family: z.string() }),
])
export type SubjectName = z.infer<typeof subjectName>

/** Whom to look for. Only people and organisations are customers. */
export const subjectSchema = z.strictObject({
  schema: z.enum(['person', 'organisation']),
  names: z.array(subjectName),
  /** `2001-02-03`, `2001-02` or `2001`. */
  birth_date: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
    .optional(),
  genders: z.array(gender).optional(),
  countries: countries.optional(),
  identifiers: z.array(identifier).optional(),
})
export type Subject = z.infer<typeof subjectSchema>

/**
 * What a hit's score was made of, in the order in which it is told. The words stand in messages; `params` fill them.
 *
 * Of a person whose given name and surname are known apart, `part` says of a word which it is of: `given` or `family`.
 *
 * | code | params |
 * |---|---|
 * | `name_same` | `name`, the entry's name that agrees |
 * | `name_order` | the words agree in another order: `name` |
 * | `word_transliterated` | `subject`, `listed`: one word, written by other rules |
 * | `word_variant` | `subject`, `listed`: a nickname, or another form of the same name |
 * | `word_similar` | `subject`, `listed`: nearly the same letters |
 * | `word_joined` | `subject`, `listed`: written apart on one side |
 * | `word_initial` | `subject`, `listed`: only the first letter |
 * | `word_missing` | `listed`: a word of the entry that the person's name has not |
 * | `word_extra` | `subject`: a word of the person's name that the entry has not |
 * | `name_common` | `name`: its words are borne by many |
 * | `alias_weak` | `name`: the list calls this alias weak |
 * | `birth_date_same`, `birth_date_swapped`, `birth_date_near`, `birth_date_differs` | `subject`, `listed` |
 * | `birth_year_same` | `subject`, `listed`: of one side only the year is known |
 * | `birth_year_differs` | `subject`, `listed`, `years` |
 * | `gender_same`, `gender_differs` | `subject`, `listed` |
 * | `country_same`, `country_differs` | `subject`, `listed` |
 * | `identifier_same`, `identifier_differs` | `type`, `subject`, `listed` |
 */
export const REASONS = [
  ...['name_same', 'name_order', 'word_transliterated', 'word_variant', 'word_similar', 'word_joined'],
  ...['word_initial', 'word_missing', 'word_extra', 'name_common', 'alias_weak'],
  ...['birth_date_same', 'birth_date_swapped', 'birth_date_near', 'birth_date_differs', 'birth_year_same'],
  ...['birth_year_differs', 'gender_same', 'gender_differs', 'country_same', 'country_differs'],
  ...['identifier_same', 'identifier_differs'],
] as const

const reason = z.strictObject({
  code: z.enum(REASONS),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Reason = z.infer<typeof reason>

/** An entry that may be the person. All its texts are a stranger's: escape them wherever they go. */
export const hitSchema = z.strictObject({
  list: z.string(),
  list_version: z.string(),
  /** When its source says that this version was published, and when it was fetched: ISO 8601. */
  list_published_at: z.string().optional(),
  list_taken_at: z.string(),
  entry_id: z.string(),
  entry_digest: z.string(),
  /** All that the list says, as it was when it was found: what a reviewer decides by. */
  entry: listEntrySchema,
  topic,
  topics: z.array(topic),
  schema: entitySchema,
  /** 0 to 1, rounded to three places. */
  score: z.number().min(0).max(1),
  /** The entry's primary name. */
  caption: z.string(),
  /** The name of the entry that agrees best. */
  matched_name: z.string(),
  programmes: z.array(z.string()),
  reasons: z.array(reason),
  /** What the score is made of: the names' agreement, and what each other fact added or took. */
  strengths: z.strictObject({
    name: z.number(),
    birth_date: z.number(),
    gender: z.number(),
    country: z.number(),
    identifier: z.number(),
  }),
})
export type Hit = z.infer<typeof hitSchema>

/** From the best on. `omitted` counts the hits above the threshold that the limit left out. */
export const screeningSchema = z.strictObject({ hits: z.array(hitSchema), omitted: z.int() })
export type Screening = z.infer<typeof screeningSchema>

/** Scores from `threshold` (0 to 1) on are hits. */
export type ScreeningOptions = {
  readonly threshold: number
  readonly limit: number
  /** Only these lists. Left out: all. */
  readonly lists?: readonly string[]
}

/** An entry's name within all lists. */
export type EntryKey = { readonly list: string; readonly entry_id: string }
export type EntryChange = EntryKey & { readonly change: 'new' | 'changed' | 'removed' }

/** Lists that can be searched. Everything is synchronous and pure: the same lists and subject give the same hits. */
export interface Screener {
  versions(): readonly ListVersion[]
  keys(): readonly EntryKey[]
  entry(key: EntryKey): ListEntry | undefined
  screen(subject: Subject, options: ScreeningOptions): Screening
  /** What is not in `before`, or not as it was there. */
  changed(before: Screener): readonly EntryChange[]
  /** Only these entries, weighed as among all: to screen every customer against what is new. */
  only(entries: readonly EntryKey[]): Screener
}

/** Why no answer came: too late, the worker died, or no lists are loaded. The worker is started again by itself. */
export class ScreeningFailed extends Error {
  constructor(readonly reason: 'deadline' | 'crashed' | 'closed') {
    super(`screening gave no answer: ${reason}`)
  }
}

/** The same in a worker, which holds the compiled lists (`compileLists`). Rejects with `ScreeningFailed`. */
export interface ScreeningHost {
  /** Swaps the lists; searches under way still end with the old ones. `only`: of these, nothing else is searched. */
  load(compiled: Uint8Array, only?: readonly EntryKey[]): Promise<readonly ListVersion[]>
  versions(): readonly ListVersion[]
  /** One answer for each subject, in their order, within `deadline_ms` in all. */
  screen(subjects: readonly Subject[], options: ScreeningOptions & { deadline_ms: number }): Promise<Screening[]>
  close(): Promise<void>
}
