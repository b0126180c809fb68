import { z } from 'zod'

/** What a file said of itself, and what was not taken of it although it is good: for whoever answers for the list. */

export const LIST_FORMATS = [
  ...(['un_xml', 'ofac_csv', 'ofac_xml', 'ofac_advanced_xml', 'eu_xml', 'eu_csv', 'uk_csv'] as const),
  ...(['opensanctions_csv', 'opensanctions_ftm', 'own_csv'] as const),
] as const
export type ListFormat = (typeof LIST_FORMATS)[number]

const notedSchema = z.strictObject({
  what: z.string(),
  count: z.int(),
  /** The first of them, with their places. */
  first: z.array(z.string()),
})
export type Noted = z.infer<typeof notedSchema>

export const readReportSchema = z.strictObject({
  format: z.enum(LIST_FORMATS),
  /** Entries of each kind, and of each topic; of one with several topics, of each. */
  kinds: z.strictObject({ person: z.int(), organisation: z.int(), vessel: z.int(), other: z.int() }),
  topics: z.strictObject({ sanctions: z.int(), pep: z.int(), rca: z.int(), other: z.int() }),
  /** Records of which no entry was made. */
  left_out: z.array(notedSchema),
  /** Facts of entries that could not be read, or not whole. */
  unread: z.array(notedSchema),
})
export type ReadReport = z.infer<typeof readReportSchema>

/** How many places are kept of what is noted, and how long each may be. */
const MOST_PLACES = 5
const LONGEST_PLACE = 160

/** Counts what is noted, and keeps the first places. `what` is one of a few words: a list may note millions. */
export function noteTaker() {
  const taken = new Map<string, { count: number; first: string[] }>()
  return {
    note: (what: string, where: string) => {
      const noted = taken.get(what) ?? { count: 0, first: [] }
      taken.set(what, noted)
      noted.count += 1
      const place = where.slice(0, LONGEST_PLACE)
      if (noted.first.length < MOST_PLACES && !noted.first.includes(place)) noted.first.push(place)
    },
    notes: (): Noted[] => [...taken].map(([what, noted]) => ({ what, ...noted })),
  }
}
export type Note = ReturnType<typeof noteTaker>['note']
