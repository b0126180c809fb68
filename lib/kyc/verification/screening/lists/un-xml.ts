import type { EntryDraft } from './entry-draft'
import type { XmlNode } from './xml-records'

/** The UN Security Council's consolidated list. */
export const UN_RECORDS = new Set(['INDIVIDUAL', 'ENTITY'])

export function unEntry(node: XmlNode): EntryDraft {
  const person = node.name === 'INDIVIDUAL'
  const kind = person ? 'INDIVIDUAL' : 'ENTITY'
  const parts = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'].map((part) => node.value(part))
  const aliases = node.all(`${kind}_ALIAS`).map((alias) => ({
    text: alias.value('ALIAS_NAME'),
    kind: /low/i.test(alias.value('QUALITY') ?? '') ? ('weak' as const) : ('alias' as const),
  }))
  return {
    id: node.value('REFERENCE_NUMBER') ?? node.value('DATAID') ?? '',
    schema: person ? 'person' : 'organisation',
    names: [
      { text: parts.filter(Boolean).join(' '), kind: 'primary' },
      { text: node.value('NAME_ORIGINAL_SCRIPT'), kind: 'original' },
      ...aliases,
    ],
    birthDates: node.all('INDIVIDUAL_DATE_OF_BIRTH').map(birthDate),
    genders: [node.value('GENDER')],
    nationality: node.all('NATIONALITY').flatMap((each) => each.all('VALUE').map(({ text }) => text)),
    birth: node.all('INDIVIDUAL_PLACE_OF_BIRTH').map((place) => place.value('COUNTRY')),
    residence: node.all(`${kind}_ADDRESS`).map((address) => address.value('COUNTRY')),
    identifiers: node.all('INDIVIDUAL_DOCUMENT').map((document) => ({
      type: document.value('TYPE_OF_DOCUMENT') ?? 'document',
      number: document.value('NUMBER'),
      country: document.value('ISSUING_COUNTRY') ?? document.value('COUNTRY_OF_ISSUE'),
    })),
    programmes: [node.value('UN_LIST_TYPE')],
    remarks: [node.value('COMMENTS1')],
  }
}

function birthDate(date: XmlNode): string | undefined {
  const circa = /approx/i.test(date.value('TYPE_OF_DATE') ?? '') ? 'circa ' : ''
  const [from, until] = [date.value('FROM_YEAR'), date.value('TO_YEAR')]
  const exact = date.value('DATE') ?? date.value('DATE_OF_BIRTH') ?? date.value('YEAR') ?? from
  const written = from && until && from !== until ? `${from} to ${until}` : exact
  return written && `${circa}${written}`
}
