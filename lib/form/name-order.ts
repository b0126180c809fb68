import type { Field } from '@/lib/contract/form'

/** Languages in which the family name comes first. */
const FAMILY_NAME_FIRST: readonly string[] = ['hu', 'ja', 'ko', 'vi', 'zh']

/**
 * The fields of a section in the order of the language: where the family name comes first, it stands before the given
 * names, in the places that the template has for names.
 */
export function inNameOrder<Named extends Pick<Field, 'name'>>(fields: readonly Named[], language: string): Named[] {
  const places = fields.flatMap(({ name }, i) => (NAMES.includes(name) ? [i] : []))
  if (!FAMILY_NAME_FIRST.includes(language.split('-')[0] ?? '')) return [...fields]
  const names = places.flatMap((i) => fields[i] ?? [])
  const ordered = names.toSorted((one, other) => Number(other.name === FAMILY) - Number(one.name === FAMILY))
  return fields.map((field, i) => ordered[places.indexOf(i)] ?? field)
}

const FAMILY = 'last_name'
const NAMES: readonly string[] = ['first_name', 'middle_name', FAMILY]
