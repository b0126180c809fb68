import type { EntryDraft } from './entry-draft'
import { dateText } from './listed-dates'
import { ofacSchema } from './ofac-xml'
import type { XmlNode } from './xml-records'

/** OFAC's advanced XML: everything refers to everything by number, what is referred to comes first. */
export const ADVANCED_RECORDS = new Set([
  ...['DateOfIssue', 'ReferenceValueSets', 'Location', 'IDRegDocument', 'DistinctParty', 'SanctionsEntry'],
])

type Draft = { -readonly [Key in keyof EntryDraft]: EntryDraft[Key] }

/** Takes the records in the order of the file; the entries are complete at its end. */
export function advancedReader() {
  const words = new Map<string, string>()
  const countryOf = new Map<string, string>()
  const documents = new Map<string, { type: string; number: string | undefined; country?: string | undefined }[]>()
  const drafts = new Map<string, Draft>()
  const word = (kind: string, id: string | undefined) => words.get(`${kind} ${id}`)

  const takeWords = (node: XmlNode) => {
    for (const values of node.children)
      for (const value of values.children) {
        const { ID = '', CountryID, PartyTypeID } = value.attributes
        words.set(`${value.name} ${ID}`, value.text.trim())
        if (value.name === 'AreaCode' && CountryID)
          words.set(`Country ${CountryID}`, value.attributes.Description ?? value.text)
        if (value.name === 'PartySubType') words.set(`PartyTypeOf ${ID}`, PartyTypeID ?? '')
      }
  }
  const takePlace = (node: XmlNode) => {
    const country = word('Country', node.first('LocationCountry')?.attributes.CountryID)
    const area = word('AreaCode', node.first('LocationAreaCode')?.attributes.AreaCodeID)
    const found = country ?? area
    if (found) countryOf.set(node.attributes.ID ?? '', found)
  }
  const takeDocument = (node: XmlNode) => {
    const identity = node.attributes.IdentityID ?? ''
    const some = documents.get(identity) ?? []
    some.push({
      type: word('IDRegDocType', node.attributes.IDRegDocTypeID) ?? 'document',
      number: node.value('IDRegistrationNo'),
      country: word('Country', node.attributes['IssuedBy-CountryID']),
    })
    documents.set(identity, some)
  }
  const takeParty = (node: XmlNode, place: string) => {
    for (const profile of node.all('Profile')) drafts.set(profile.attributes.ID ?? '', { ...partyOf(profile), place })
  }
  const takeMeasures = (node: XmlNode) => {
    const draft = drafts.get(node.attributes.ProfileID ?? '')
    const programmes = node.all('SanctionsMeasure').map((measure) => measure.value('Comment'))
    if (draft) draft.programmes = [...(draft.programmes ?? []), ...programmes]
  }

  const taking = new Map<string, (node: XmlNode, place: string) => void>([
    ['ReferenceValueSets', takeWords],
    ['Location', takePlace],
    ['IDRegDocument', takeDocument],
    ['DistinctParty', takeParty],
    ['SanctionsEntry', takeMeasures],
  ])

  function partyOf(profile: XmlNode): Draft {
    const subType = profile.attributes.PartySubTypeID
    const type = word('PartyType', word('PartyTypeOf', subType))
    const identities = profile.all('Identity')
    const features = profile.all('Feature').map((feature) => ({
      name: word('FeatureType', feature.attributes.FeatureTypeID) ?? '',
      versions: feature.all('FeatureVersion'),
    }))
    const versions = (pattern: RegExp) =>
      features.filter(({ name }) => pattern.test(name)).flatMap((feature) => feature.versions)
    const places = (pattern: RegExp) =>
      versions(pattern).flatMap((version) =>
        version.all('VersionLocation').map(({ attributes }) => countryOf.get(attributes.LocationID ?? '')),
      )
    const details = (pattern: RegExp) =>
      versions(pattern).flatMap((version) =>
        version
          .all('VersionDetail')
          .map(({ text, attributes }) => text.trim() || word('DetailReference', attributes.DetailReferenceID)),
      )
    return {
      id: profile.attributes.ID ?? '',
      schema: ofacSchema(/individual/i.test(type ?? '') ? type : (word('PartySubType', subType) ?? type)),
      names: identities
        .flatMap((identity) => identity.all('Alias').flatMap(aliasNames))
        .sort((a, b) => rank(a.kind) - rank(b.kind)),
      birthDates: versions(/^birthdate$/i).flatMap((version) => version.all('DatePeriod').map(periodOf)),
      genders: details(/^gender$/i),
      nationality: places(/^(nationality|citizenship) country$/i),
      birth: places(/^place of birth$/i),
      residence: places(/^location$/i),
      identifiers: identities.flatMap(({ attributes }) => documents.get(attributes.ID ?? '') ?? []),
      programmes: [],
      remarks: [profile.value('Comment')],
    }
  }

  return {
    take: (node: XmlNode, place: string) => taking.get(node.name)?.(node, place),
    drafts: (): EntryDraft[] => [...drafts.values()],
  }
}

const rank = (kind: string) => (kind === 'primary' ? 0 : 1)

function aliasNames(alias: XmlNode): EntryDraft['names'] {
  const { Primary, LowQuality } = alias.attributes
  return alias.all('DocumentedName').map((name, at) => ({
    text: name
      .deep('NamePartValue')
      .map(({ text }) => text.trim())
      .join(' '),
    kind: LowQuality === 'true' ? 'weak' : Primary === 'true' && at === 0 ? 'primary' : 'alias',
  }))
}

function periodOf(period: XmlNode): string | undefined {
  const point = (side: 'Start' | 'End', end: 'From' | 'To') => {
    const node = period.first(side)?.first(end)
    return dateText(node?.value('Year'), node?.value('Month'), node?.value('Day'))
  }
  const [from, until] = [point('Start', 'From'), point('End', 'To') ?? point('Start', 'To')]
  if (!from) return undefined
  const circa = period.deep('Start').some(({ attributes }) => attributes.Approximate === 'true') ? 'circa ' : ''
  if (!until || until === from) return `${circa}${from}`
  // The first and the last day of a year are that year.
  const isYear = from.slice(0, 4) === until.slice(0, 4) && from.endsWith('-01-01') && until.endsWith('-12-31')
  return `${circa}${isYear ? from.slice(0, 4) : `${from} to ${until}`}`
}
