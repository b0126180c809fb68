import type { Topic } from '../port'

/** Why somebody is listed, in the words that lists use: ours, and the topics of FollowTheMoney, as OpenSanctions has them. */
const MEANING: Readonly<Record<string, Topic>> = {
  ...{ sanctions: 'sanctions', sanction: 'sanctions', debarment: 'sanctions' },
  ...{ pep: 'pep', 'role.pep': 'pep', 'role.pol': 'pep', gov: 'pep' },
  ...{ rca: 'rca', 'role.rca': 'rca' },
  ...{ other: 'other', crime: 'other', wanted: 'other', poi: 'other', export: 'other' },
}

/** For whoever wrote another one. */
export const KNOWN_TOPICS = Object.keys(MEANING).join(', ')

/** What a word for a topic means; `role.pep.natl` is what `role.pep` is. Null where it is not known. */
export function topicOf(word: string): Topic | null {
  const parts = word.trim().toLowerCase().split('.')
  const known = parts
    .map((_, at) => parts.slice(0, parts.length - at).join('.'))
    .find((name) => Object.hasOwn(MEANING, name))
  return known === undefined ? null : (MEANING[known] ?? null)
}
