import type { EntitySchema } from '../port'
import type { NamedRow } from './csv-rows'
import type { EntryDraft } from './entry-draft'
import { emptyDraft } from './eu-lists'

/** The UK sanctions list, and OFSI's consolidated list before it: a row for each name, the same facts on each. */
export function ukReader() {
  const drafts = new Map<string, ReturnType<typeof emptyDraft>>()
  return {
    take: ({ get, line }: NamedRow) => {
      const id = get('Unique ID', 'Group ID', 'OFSI Group ID') ?? ''
      const draft =
        drafts.get(id) ??
        emptyDraft(id, `line ${line}`, ukSchema(get('Designation Type', 'Individual, Entity, Ship', 'Group Type')))
      drafts.set(id, draft)
      // The last name is Name 6, of an organisation the only one.
      const parts = ['Name 1', 'Name 2', 'Name 3', 'Name 4', 'Name 5', 'Name 6'].map((part) => get(part))
      const primary =
        /primary/i.test(get('Name type', 'Alias Type') ?? '') && !draft.names.some(({ kind }) => kind === 'primary')
      const weak = /low|weak/i.test(get('Alias strength', 'Alias Quality') ?? '')
      draft.names.push({ text: parts.filter(Boolean).join(' '), kind: weak ? 'weak' : primary ? 'primary' : 'alias' })
      draft.names.push({ text: get('Name non-latin script'), kind: 'original' })
      draft.birthDates.push(...several(get('D.O.B', 'DOB', 'Date of birth')))
      draft.genders.push(get('Gender'))
      draft.nationality.push(...several(get('Nationality(/ies)', 'Nationality')))
      draft.birth.push(...several(get('Country of birth')))
      draft.residence.push(get('Address Country', 'Country'))
      draft.identifiers.push(
        ...several(get('Passport number')).map((number) => ({ type: 'Passport', number })),
        ...several(get('National Identifier number', 'National Identification number')).map((number) => ({
          type: 'National ID',
          number,
        })),
        ...several(get('IMO number')).map((number) => ({ type: 'IMO', number })),
        ...several(get('Business registration number (s)', 'Business registration number')).map((number) => ({
          type: 'Registration',
          number,
        })),
      )
      draft.programmes.push(get('Regime Name', 'Regime'))
      const remark = get('Other Information')
      if (remark && !draft.remarks.includes(remark)) draft.remarks.push(remark)
    },
    drafts: (): EntryDraft[] =>
      [...drafts.values()].map((draft) => ({
        ...draft,
        names: draft.names.toSorted((one, other) => Number(other.kind === 'primary') - Number(one.kind === 'primary')),
      })),
  }
}

function ukSchema(type = ''): EntitySchema {
  if (/individual/i.test(type)) return 'person'
  return /ship/i.test(type) ? 'vessel' : 'organisation'
}

/** Several values stand in one cell, numbered or separated. */
function several(text: string | undefined): string[] {
  return (text ?? '')
    .split(/\(\d+\)|[|;]/)
    .map((part) => part.trim())
    .filter(Boolean)
}
