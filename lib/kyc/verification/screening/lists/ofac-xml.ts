import type { EntitySchema } from '../port'
import type { EntryDraft } from './entry-draft'
import type { XmlNode } from './xml-records'

/** OFAC's lists, SDN and consolidated, in the plain XML. */
export const OFAC_RECORDS = new Set(['sdnEntry', 'publshInformation', 'publishInformation'])

export function ofacSchema(type: string | undefined): EntitySchema {
  if (/individual/i.test(type ?? '')) return 'person'
  if (/vessel/i.test(type ?? '')) return 'vessel'
  return /aircraft/i.test(type ?? '') ? 'other' : 'organisation'
}

export function ofacEntry(node: XmlNode): EntryDraft {
  const list = (name: string, item: string) => node.first(name)?.all(item) ?? []
  const whole = (some: XmlNode) => [some.value('firstName'), some.value('lastName')].filter(Boolean).join(' ')
  return {
    id: node.value('uid') ?? '',
    schema: ofacSchema(node.value('sdnType')),
    names: [
      { text: whole(node), kind: 'primary' },
      ...list('akaList', 'aka').map((aka) => ({
        text: whole(aka),
        kind: aka.value('category') === 'weak' ? ('weak' as const) : ('alias' as const),
      })),
    ],
    birthDates: list('dateOfBirthList', 'dateOfBirthItem').map((item) => item.value('dateOfBirth')),
    genders: list('idList', 'id')
      .filter((id) => id.value('idType') === 'Gender')
      .map((id) => id.value('idNumber')),
    nationality: [
      ...list('nationalityList', 'nationality').map((item) => item.value('country')),
      ...list('citizenshipList', 'citizenship').map((item) => item.value('country')),
    ],
    birth: list('placeOfBirthList', 'placeOfBirthItem').map((item) => item.value('placeOfBirth')?.split(',').at(-1)),
    residence: list('addressList', 'address').map((item) => item.value('country')),
    identifiers: list('idList', 'id')
      .filter((id) => isNumbered(id.value('idType')))
      .map((id) => ({ type: id.value('idType') ?? '', number: id.value('idNumber'), country: id.value('idCountry') })),
    programmes: list('programList', 'program').map(({ text }) => text),
    remarks: [node.value('title'), node.value('remarks')],
  }
}

/** Among the identifiers stand facts that identify nobody: sex, e-mail addresses, warnings, dates. */
function isNumbered(type = ''): boolean {
  return !/gender|website|email|e-mail|phone|secondary sanctions|additional sanctions|prohibited|listing|directive|date|organization type|target type|executive order|caatsa/i.test(
    type,
  )
}
