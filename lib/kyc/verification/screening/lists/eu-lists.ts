import type { EntitySchema } from '../port'
import type { NamedRow } from './csv-rows'
import type { EntryDraft } from './entry-draft'
import { dateText } from './listed-dates'
import type { XmlNode } from './xml-records'

/** The EU's financial sanctions file: XML with everything in attributes, and CSV with a row for each fact. */
export const EU_RECORDS = new Set(['sanctionEntity'])

export function euEntry(node: XmlNode): EntryDraft {
  const at = (name: string) => node.all(name).map(({ attributes }) => attributes)
  return {
    id: node.attributes.euReferenceNumber || node.attributes.logicalId || '',
    schema: euSchema(
      node.first('subjectType')?.attributes.code,
      node.first('subjectType')?.attributes.classificationCode,
    ),
    names: at('nameAlias').map((name, place) => ({
      text: name.wholeName || [name.firstName, name.middleName, name.lastName].filter(Boolean).join(' '),
      kind: name.strong === 'false' ? ('weak' as const) : place === 0 ? ('primary' as const) : ('alias' as const),
    })),
    birthDates: at('birthdate').map((birth) => euDate(birth)),
    genders: at('nameAlias').map(({ gender }) => gender),
    nationality: at('citizenship').map((some) => known(some.countryIso2Code) ?? some.countryDescription),
    birth: at('birthdate').map((some) => known(some.countryIso2Code) ?? some.countryDescription),
    residence: at('address').map((some) => known(some.countryIso2Code) ?? some.countryDescription),
    identifiers: at('identification').map((some) => ({
      type: some.identificationTypeDescription || some.identificationTypeCode || 'document',
      number: some.number || some.latinNumber,
      country: known(some.countryIso2Code),
    })),
    programmes: at('regulation').map(({ programme }) => programme),
    remarks: [node.attributes.designationDetails, ...node.all('remark').map(({ text }) => text)],
  }
}

/** `00` stands for a country that is not known. */
const known = (code: string | undefined) => (code && /^[A-Z]{2}$/i.test(code) ? code : undefined)

/** The two columns have changed places between versions of the file: `person` and `P`. */
function euSchema(...codes: (string | undefined)[]): EntitySchema {
  return codes.some((code) => /^(p|person)$/i.test(code ?? '')) ? 'person' : 'organisation'
}

function euDate(birth: Readonly<Record<string, string | undefined>>): string | undefined {
  const circa = birth.circa === 'true' ? 'circa ' : ''
  const exact = birth.birthdate || dateText(birth.year, birth.month || birth.monthOfYear, birth.day || birth.dayOfMonth)
  const [first, last] = [dateText(birth.yearRangeFrom), dateText(birth.yearRangeTo)]
  const written = exact ?? (first && last ? `${first} to ${last}` : first)
  return written && `${circa}${written}`
}

type Draft = {
  [Key in
    | 'names'
    | 'birthDates'
    | 'genders'
    | 'nationality'
    | 'birth'
    | 'residence'
    | 'identifiers'
    | 'programmes'
    | 'remarks']-?: NonNullable<EntryDraft[Key]>
} & Pick<EntryDraft, 'id' | 'place' | 'schema'>

export function euCsvReader() {
  const drafts = new Map<string, Draft>()
  return {
    take: ({ get, line }: NamedRow) => {
      const id = get('Entity_EU_ReferenceNumber', 'Entity_LogicalId') ?? ''
      const draft =
        drafts.get(id) ??
        emptyDraft(
          id,
          `line ${line}`,
          euSchema(get('Entity_SubjectType'), get('Entity_SubjectType_ClassificationCode')),
        )
      drafts.set(id, draft)
      const parts = ['FirstName', 'MiddleName', 'LastName'].map((part) => get(`NameAlias_${part}`))
      const text = get('NameAlias_WholeName') ?? parts.filter(Boolean).join(' ')
      if (text) {
        const kind = get('NameAlias_Strong') === 'false' ? 'weak' : draft.names.length === 0 ? 'primary' : 'alias'
        draft.names.push({ text, kind })
      }
      draft.birthDates.push(
        euDate({
          ...{
            birthdate: get('BirthDate_BirthDate'),
            year: get('BirthDate_Year'),
            month: get('BirthDate_Month'),
            day: get('BirthDate_Day'),
          },
          ...{
            yearRangeFrom: get('BirthDate_YearRangeFrom'),
            yearRangeTo: get('BirthDate_YearRangeTo'),
            circa: get('BirthDate_Circa'),
          },
        }),
      )
      draft.genders.push(get('NameAlias_Gender'))
      draft.nationality.push(get('Citizenship_CountryIso2Code', 'Citizenship_CountryDescription'))
      draft.birth.push(get('BirthDate_CountryIso2Code', 'BirthDate_CountryDescription'))
      draft.residence.push(get('Address_CountryIso2Code', 'Address_CountryDescription'))
      draft.identifiers.push({
        type: get('Identification_TypeDescription', 'Identification_TypeCode') ?? 'document',
        number: get('Identification_Number', 'Identification_LatinNumber'),
        country: get('Identification_CountryIso2Code'),
      })
      draft.programmes.push(get('Entity_Regulation_Programme'))
      const remark = get('Entity_Remark')
      if (remark && !draft.remarks.includes(remark)) draft.remarks.push(remark)
    },
    drafts: (): EntryDraft[] => [...drafts.values()],
  }
}

export function emptyDraft(id: string, place: string, schema: EntitySchema): Draft {
  const lists = { names: [], birthDates: [], genders: [], nationality: [], birth: [], residence: [], identifiers: [] }
  return { id, place, schema, ...lists, programmes: [], remarks: [] }
}
