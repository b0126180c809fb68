import type { Answers } from '@/lib/contract/form'
import type { FieldName } from '@/lib/contract/well-known'
import type { Database, StepRow, Tx } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/sealer'
import { wordForms } from '@/lib/names/name-forms'

/**
 * A blind index over names: keyed digests of their words, in every spelling. It answers whether a profile has a word,
 * and nothing else without the master key.
 */

/** Raise it when names are read or spelled in another way: the job `names.index` then indexes all of them again. */
export const NAMES_VERSION = 1

const NAME_FIELDS = ['first_name', 'middle_name', 'last_name', 'full_name'] as const satisfies readonly FieldName[]
/** More words than any name has. Bounds the work. */
const MOST_WORDS = 12

type Step = Pick<StepRow, 'id' | 'profile_id' | 'names_indexed'> & { brand: string }

/** Replaces the names of a step with those in its answers. */
export async function indexNames(tx: Tx, sealer: Sealer, step: Step, answers: Answers): Promise<void> {
  const { id: step_id, profile_id, brand, names_indexed } = step
  // Only where there may be some: a read makes Postgres retry whoever writes beside it.
  if (names_indexed > 0) await tx.deleteFrom('profile_names').where('step_id', '=', step_id).execute()
  const names = NAME_FIELDS.flatMap((field) => {
    const answer = Object.hasOwn(answers, field) ? answers[field] : undefined
    return typeof answer === 'string' ? answer : []
  })
  const rows = [...new Set(names.flatMap(allWords))].map((word) => ({
    ...{ profile_id, step_id, word: digestOf(sealer, brand, word) },
  }))
  if (rows.length > 0) await tx.insertInto('profile_names').values(rows).execute()
}

/** Every spelling of every word, and of all of them written as one: De la Cruz is also found as Delacruz. */
function allWords(name: string): string[] {
  const words = wordForms(name).slice(0, MOST_WORDS)
  return [...words.flat(), ...(words.length > 1 ? writtenAsOne(words) : [])]
}

function writtenAsOne(words: readonly string[][]): string[] {
  const ways = Math.max(...words.map((forms) => forms.length))
  return Array.from({ length: ways }, (_, way) => words.map((forms) => forms[way] ?? forms.at(-1) ?? '').join(''))
}

/** The brand is part of it: the same name in two brands cannot be told to be the same. */
function digestOf(sealer: Sealer, brand: string, word: string): string {
  return sealer.digest(`${brand}\n${word}`)
}

/**
 * The profiles that have all words of a name, in any order and spelling, or all of them written as one. Null for a text
 * without a letter.
 */
export function profilesNamed(db: Database, sealer: Sealer, brand: string, name: string) {
  const words = wordForms(name).slice(0, MOST_WORDS)
  if (words.length === 0) return null
  const withOneOf = (forms: readonly string[]) =>
    db
      .selectFrom('profile_names')
      .select('profile_id')
      .where(
        'word',
        'in',
        forms.map((word) => digestOf(sealer, brand, word)),
      )
  const each = words.map(withOneOf).reduce((one, other) => one.intersect(other))
  return words.length === 1 ? each : each.union(withOneOf(writtenAsOne(words)))
}
