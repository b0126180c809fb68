import { describe, expect, it } from 'vitest'
import { ListFault } from './list-fault'
import { type ListFile, readList } from './read-list'

/** Everybody in these lists is invented. */
const file = (text: string | Uint8Array, name = 'list'): ListFile => ({
  name,
  chunks: (async function* () {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text
    // In pieces, as files come: a letter of several bytes may be cut in two.
    for (let at = 0; at < bytes.length; at += 997) yield bytes.subarray(at, at + 997)
  })(),
})
const read = (...files: ListFile[]) => readList(files, { list: 'l', taken_at: '2026-01-02T00:00:00Z' })
const fault = (text: string | Uint8Array) =>
  read(file(text)).then(
    () => null,
    (error: unknown) => (error instanceof ListFault ? `${error.reason} @ ${error.place}` : error),
  )

const UN = `<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-01-01T00:00:00Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>ORVALD</FIRST_NAME><SECOND_NAME>TESTMANN</SECOND_NAME><UN_LIST_TYPE>Nowhere</UN_LIST_TYPE><REFERENCE_NUMBER>NOi.001</REFERENCE_NUMBER>
<GENDER>Male</GENDER><NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY><NAME_ORIGINAL_SCRIPT>Орвальд Тестман</NAME_ORIGINAL_SCRIPT>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Testy</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1961</FROM_YEAR><TO_YEAR>1963</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>T000001</NUMBER><ISSUING_COUNTRY>Norway</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
</INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>TESTMANN &amp; SONS TRADING</FIRST_NAME><REFERENCE_NUMBER>NOe.002</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>`

const OFAC_XML = `<?xml version="1.0"?><sdnList xmlns="urn:x"><publshInformation><Publish_Date>03/08/2026</Publish_Date></publshInformation><sdnEntry><uid>7</uid><firstName>Orvald</firstName><lastName>TESTMANN</lastName><sdnType>Individual</sdnType><programList><program>TEST</program></programList>
<akaList><aka><uid>8</uid><type>a.k.a.</type><category>weak</category><lastName>OT</lastName></aka></akaList><idList><id><uid>1</uid><idType>Passport</idType><idNumber>T000001</idNumber><idCountry>Russia</idCountry></id><id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id></idList>
<dateOfBirthList><dateOfBirthItem><uid>3</uid><dateOfBirth>07 Mar 1964</dateOfBirth></dateOfBirthItem></dateOfBirthList></sdnEntry></sdnList>`

const ADVANCED = `<?xml version="1.0"?><Sanctions xmlns="urn:y"><DateOfIssue><Year>2026</Year><Month>1</Month><Day>5</Day></DateOfIssue><ReferenceValueSets><PartyTypeValues><PartyType ID="1">Individual</PartyType></PartyTypeValues><PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="10">Nationality Country</FeatureType></FeatureTypeValues><CountryValues><Country ID="5">Norway</Country></CountryValues><IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues></ReferenceValueSets>
<Locations><Location ID="50"><LocationCountry CountryID="5"/></Location></Locations><IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="1571" IdentityID="70" IssuedBy-CountryID="5"><IDRegistrationNo>T000001</IDRegistrationNo></IDRegDocument></IDRegDocuments>
<DistinctParties><DistinctParty FixedRef="7"><Profile ID="7" PartySubTypeID="4"><Identity ID="70" Primary="true"><Alias Primary="false" LowQuality="true"><DocumentedName><DocumentedNamePart><NamePartValue>OT</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<Alias Primary="true" LowQuality="false"><DocumentedName><DocumentedNamePart><NamePartValue>TESTMANN</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue>Orvald</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity>
<Feature FeatureTypeID="8"><FeatureVersion><DatePeriod><Start Approximate="false"><From><Year>1964</Year><Month>3</Month><Day>7</Day></From></Start><End><To><Year>1964</Year><Month>3</Month><Day>7</Day></To></End></DatePeriod></FeatureVersion></Feature>
<Feature FeatureTypeID="10"><FeatureVersion><VersionLocation LocationID="50"/></FeatureVersion></Feature></Profile></DistinctParty></DistinctParties>
<SanctionsEntries><SanctionsEntry ProfileID="7"><SanctionsMeasure SanctionsTypeID="1"><Comment>TEST</Comment></SanctionsMeasure></SanctionsEntry></SanctionsEntries></Sanctions>`

const EU_XML = `<?xml version="1.0" encoding="UTF-8"?><export xmlns="urn:z" generationDate="2026-01-06T00:00:00"><sanctionEntity euReferenceNumber="EU.1.2" logicalId="3"><regulation programme="TST"/><subjectType code="person" classificationCode="P"/><nameAlias wholeName="Orvald Testmann" gender="M" strong="true"/><nameAlias wholeName="OT" strong="false"/><citizenship countryIso2Code="NO"/><birthdate birthdate="1964-03-07" circa="true" countryIso2Code="00"/><identification number="T000001" identificationTypeCode="passport" countryIso2Code="NO"/></sanctionEntity></export>`

const EU_CSV = `\uFEFFfileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_SubjectType;Entity_Regulation_Programme;NameAlias_WholeName;NameAlias_Gender;BirthDate_BirthDate;Identification_Number;Citizenship_CountryIso2Code\n06/01/2026;3;EU.1.2;P;TST;Orvald Testmann;M;;;\n06/01/2026;3;EU.1.2;P;TST;Orvald Tessmann;;;;\n06/01/2026;3;EU.1.2;P;TST;;;1964-03-07;;NO\n`

const UK = `Report Date: 02-Jan-2026\nLast Updated,Unique ID,OFSI Group ID,Name 6,Name 1,Name 2,Name type,Alias strength,Name non-latin script,Regime Name,Designation Type,D.O.B,Nationality(/ies),Passport number\n01/01/2026,TST0001,1,TESTMANN,Orvald,,Primary Name,,Орвальд Тестман,Test,Individual,dd/mm/1964,Norway,(1) T000001 (2) T000002\n01/01/2026,TST0001,1,OT,,,Alias,Low quality a.k.a,,Test,Individual,dd/mm/1964,Norway,\n`

const SIMPLE = `id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset\nNK-1,Person,Orvald Testmann,"O. Testmann;Орвальд Тестман",1964-03-07,no,,T000001,Test list,,,TST,Test sanctions\nQ2,Person,Petra Specimen,,1970,no,,,,,,,Test PEPs\n`

const FTM = `{"id":"NK-1","schema":"Person","caption":"Orvald Testmann","target":true,"datasets":["t"],"properties":{"name":["Orvald Testmann"],"weakAlias":["OT"],"birthDate":["1964-03-07"],"topics":["sanction"],"passportNumber":["T000001"],"nationality":["no"]}}\n{"id":"Q2","schema":"Person","properties":{"name":["Petra Specimen"],"topics":["role.pep"]}}\n{"id":"a","schema":"Address","properties":{"full":["Nowhere"]}}`

const SDN = `7,"TESTMANN, Orvald","individual","TEST] [TST2",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 07 Mar 1964; POB Oslo, Norway; nationality Norway; Gender Male; Passport T000001 (Norway); a.k.a. 'OT'; a remark that is "\n9,"TEST BANK, Ltd.",-0- ,"TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\x1a`

describe('a list', () => {
  const person = {
    entry_id: expect.any(String),
    schema: 'person',
    names: expect.arrayContaining([
      expect.objectContaining({ text: expect.stringMatching(/Orvald Testmann|TESTMANN/i), kind: 'primary' }),
    ]),
  }

  it.each([
    ['of the UN', 'un_xml', UN, { person: 1, organisation: 1 }],
    ['of OFAC in XML', 'ofac_xml', OFAC_XML, { person: 1, organisation: 0 }],
    ['of OFAC in advanced XML', 'ofac_advanced_xml', ADVANCED, { person: 1, organisation: 0 }],
    ['of OFAC in CSV', 'ofac_csv', SDN, { person: 1, organisation: 1 }],
    ['of the EU in XML', 'eu_xml', EU_XML, { person: 1, organisation: 0 }],
    ['of the EU in CSV', 'eu_csv', EU_CSV, { person: 1, organisation: 0 }],
    ['of the UK', 'uk_csv', UK, { person: 1, organisation: 0 }],
    ['of OpenSanctions in CSV', 'opensanctions_csv', SIMPLE, { person: 2, organisation: 0 }],
    ['of OpenSanctions as entities', 'opensanctions_ftm', FTM, { person: 2, organisation: 0 }],
    ['of a broker', 'own_csv', 'Name,Birth date,Country\nOrvald Testmann,1964,NO\n', { person: 1, organisation: 0 }],
  ])('%s is read with names, kinds and birth dates', async (_, format, text, kinds) => {
    const list = await read(file(text))
    expect(list).toMatchObject({
      report: { format, kinds },
      entries: expect.arrayContaining([expect.objectContaining(person)]),
    })
    expect(list.entries[0]?.birth_dates[0]?.from).toMatch(/^19/)
    expect(list.version.entries).toBe(list.entries.length)
  })

  it('has weak aliases, numbers, ranges of years and programmes as its source has them', async () => {
    const [un, advanced, uk, ftm] = await Promise.all([UN, ADVANCED, UK, FTM].map((text) => read(file(text))))
    expect(un?.entries[0]).toMatchObject({
      names: [{ kind: 'primary' }, { kind: 'original', script: 'Cyrl' }, { text: 'Testy', kind: 'weak' }],
      ...{ birth_dates: [{ from: '1961', until: '1963' }], countries: { nationality: ['KP'] }, genders: ['male'] },
      ...{ identifiers: [{ type: 'Passport', number: 'T000001', country: 'NO' }], programmes: ['Nowhere'] },
    })
    expect(advanced?.entries[0]).toMatchObject({
      ...{ birth_dates: [{ from: '1964-03-07' }], countries: { nationality: ['NO'] }, programmes: ['TEST'] },
      identifiers: [{ type: 'Passport', number: 'T000001', country: 'NO' }],
    })
    expect(uk?.entries[0]?.identifiers.map(({ number }) => number)).toEqual(['T000001', 'T000002'])
    expect(ftm?.entries.map(({ topics }) => topics)).toEqual([['sanctions'], ['pep']])
  })

  it('of a broker says by our words or by those of OpenSanctions why somebody is on it', async () => {
    const topics = ['sanction', 'role.pep', 'role.pep.natl', 'RCA', 'role.rca; sanctions', 'crime.fin', '']
    const list = await read(file(['name,topic', ...topics.map((topic, at) => `Person ${at},${topic}`)].join('\n')))
    expect(list.entries.map((entry) => entry.topics.join())).toEqual([
      ...['sanctions', 'pep', 'pep', 'rca', 'rca,sanctions', 'other', 'other'],
    ])
  })

  it('of a broker is refused at a topic that is not known, which would make little of a sanctioned person', async () => {
    const refused = await fault('name,topic\nOrvald Testmann,sanction\nPetra Specimen,pepp\n')
    expect(refused).toMatch(/the topic pepp is not known; known are sanctions, sanction, .*role\.pep.* @ line 3/)
  })

  it('says what was left out of it and which facts could not be read, each with its place', async () => {
    const own = await read(
      file(
        'id,name,dob\n1,Orvald Testmann,02/13/1964\n2,---,\n3,Petra Specimen,soon\n1,Petra Again,\n4,Ivo Gesucht,31.02.1970; unknown\n',
      ),
    )
    expect(own.report).toEqual({
      ...{ format: 'own_csv', kinds: { person: 3, organisation: 0, vessel: 0, other: 0 } },
      topics: { sanctions: 0, pep: 0, rca: 0, other: 3 },
      left_out: [
        { what: 'entries without a name', count: 1, first: ['line 3 (2)'] },
        { what: 'entries that come twice, of which the first is kept', count: 1, first: ['line 5 (1)'] },
      ],
      unread: [
        {
          ...{ what: 'birth dates of which only a part could be read', count: 2 },
          first: ['line 2 (1): 02/13/1964, taken as 1964', 'line 6 (4): 31.02.1970, taken as 1970-02'],
        },
        { what: 'birth dates that could not be read', count: 1, first: ['line 4 (3): soon'] },
      ],
    })
    const orphan = '99,1,"aka","NOBODY",-0- \n'
    expect((await read(file(SDN, 'sdn.csv'), file(orphan, 'alt.csv'))).report.left_out).toEqual([
      { what: 'rows that refer to no entry', count: 1, first: ['alt.csv, line 1: 99'] },
    ])
    const spy = FTM.replace('"sanction"', '"sanction","role.spy"')
    expect((await read(file(spy))).report).toMatchObject({
      left_out: [{ what: 'entities that only describe others', count: 1, first: ['Address'] }],
      unread: [{ what: 'topics that are not known here', count: 1, first: ['role.spy'] }],
    })
    const un = UN.replace('<FROM_YEAR>1961</FROM_YEAR><TO_YEAR>1963</TO_YEAR>', '<DATE>1961-14-01</DATE>')
    expect((await read(file(un))).report.unread).toMatchObject([
      { first: [expect.stringMatching(/^line 7, column \d+ \(NOi\.001\): 1961-14-01, taken as 1961$/)] },
    ])
  })

  it('of OFAC in CSV takes other names, addresses and the rest of long remarks from its other files', async () => {
    const [alt, add, comments] = [
      '7,1,"aka","TESSMANN, Orvald",-0- \n',
      '7,1,-0- ,"Oslo","Norway",-0- \n',
      '7,"cut off; Tax ID No. 55555 (Russia)."\n',
    ]
    const list = await read(file(alt, 'alt'), file(SDN, 'sdn'), file(add, 'add'), file(comments, 'comments'))
    expect(list.entries[0]).toMatchObject({
      names: [{ text: 'Orvald TESTMANN' }, { text: 'Orvald TESSMANN', kind: 'alias' }, { text: 'OT', kind: 'weak' }],
      countries: { nationality: ['NO'], birth: ['NO'], residence: ['NO'] },
      identifiers: [
        { number: 'T000001', country: 'NO' },
        { number: '55555', country: 'RU' },
      ],
      programmes: ['TEST', 'TST2'],
    })
  })

  it('has another digest once anything of an entry changes, and the same otherwise', async () => {
    const digest = async (text: string) => (await read(file(text))).version.digest
    expect(await digest(UN)).toBe(await digest(UN))
    expect(await digest(UN.replace('1963', '1964'))).not.toBe(await digest(UN))
  })

  it.each([
    ['cut off within an entry', UN.slice(0, 700), /cut off|not well-formed/],
    ['cut off between entries', UN.slice(0, UN.indexOf('</INDIVIDUALS>')), /cut off/],
    ['CSV cut off within a row', SIMPLE.slice(0, -70), /cells where the header has 13 @ line/],
    ['CSV with a quote that never ends', 'name,reason\n"Orvald Testmann,x\n', /not a whole CSV file/],
    ['entities of its own', `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>${UN.slice(38)}`, /document type/],
    [
      'entities that multiply',
      `<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>`,
      /document type/,
    ],
    ['an entity that is not known', UN.replace('ORVALD', '&who;'), /not well-formed/],
    ['another document', '<html><body>Service unavailable</body></html>', /no list that is known: <html>/],
    ['a table without names', 'a,b\n1,2\n', /no column is called name/],
    ['nothing', '', /empty/],
    ['another encoding', Buffer.from('name\nM\xfcller\n', 'latin1'), /not text in utf-8/],
    ['UTF-16', Buffer.from('\ufeffname\nOrvald\n', 'utf16le'), /UTF-16/],
    ['a ZIP', Buffer.from('PK\x03\x04xxxx', 'latin1'), /packed/],
    ['half a line of JSON', FTM.slice(0, 120), /no FollowTheMoney entity: not JSON @ line 1/],
  ])('is refused with its place if it is %s', async (_, text, why) => {
    expect(await fault(text)).toMatch(why)
  })

  it('is refused while it is read once it is too large, has too many entries, or one without end', async () => {
    const limits = { bytes: 300, entries: 1 }
    const endless: ListFile = {
      name: 'endless',
      chunks: (async function* () {
        yield Buffer.from('<CONSOLIDATED_LIST><INDIVIDUALS>')
        for (;;) yield Buffer.alloc(65_536, 'x')
      })(),
    }
    await expect(readList([file(UN)], { list: 'l', taken_at: '', limits })).rejects.toThrow(/larger than 300 bytes/)
    await expect(readList([file(UN)], { list: 'l', taken_at: '', limits: { bytes: 1e6, entries: 1 } })).rejects.toThrow(
      /more than 1 entries/,
    )
    await expect(read(endless)).rejects.toThrow(/longer than any list has/)
  })

  it('is refused at its first wrong row, however much follows', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `Person ${at},1970`)
    rows[1] = 'Person 1,1970,too much'
    expect(await fault(['name,birth date', ...rows].join('\n'))).toMatch(/3 cells where the header has 2 @ .*line 3/)
  })

  it('brings no line break and no control character of a stranger', async () => {
    const list = await read(file('name,reason\n"Orvald\u0007\u001b[31m\nTestmann","a\r\nb"\n'))
    expect(list.entries[0]).toMatchObject({ names: [{ text: 'Orvald [31m Testmann' }], remarks: 'a b' })
  })
})
