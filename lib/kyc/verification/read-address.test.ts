import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DocumentType } from '@/lib/contract/documents'
import type { Extracted } from '@/lib/contract/pictures/extracted'
import { drawLetter, lines, type Piece } from '@/lib/testing/drawn-letter'
import { callHttp, DATABASES, incoming, newCustomer, openTestManager } from '@/lib/testing/manager'
import { loadDocument, openAddressBlocks } from '../records/documents'

const HOUR = 3_600_000

type Name = readonly [first: string, last: string]
/** A sheet as posts and issuers in a country lay it out, and what its holder would type. */
type Layout = { name: Name; country: string; pages: Piece[][]; says: Extracted }

const table = (y: number): Piece[] =>
  ['Day rate', 'Night rate', 'Standing charge'].flatMap((text, at) => [
    { x: 57, y: y + 24 * at, text },
    { x: 480, y: y + 24 * at, text: `${38 + at}.95` },
  ])

const LAYOUTS: Record<string, Layout> = {
  'Norway: the issuer above it, at the right': {
    ...{ name: ['Kari', 'Ødegård'], country: 'NOR' },
    pages: [
      [
        ...lines(400, 60, ['Fjordkraft Nett AS', 'Kraftveien 9', '5020 Bergen'], 9),
        ...lines(57, 140, ['Kari Ødegård', 'Storgata 14 B', '0184 Oslo']),
        ...table(300),
      ],
    ],
    says: { street: 'Storgata 14 B', postal_code: '0184', city: 'Oslo', country_of_residence: 'NOR' },
  },
  'Great Britain: the code on a line of its own, below a county': {
    ...{ name: ['Harriet', 'Mc Allister'], country: 'GBR' },
    pages: [
      [
        ...lines(57, 50, ['Thistle Water plc, PO Box 44, Leeds LS1 4AB'], 8),
        ...lines(57, 150, ['Mrs H McAllister', 'Flat 3', '12 Orchard Lane', 'Guildford', 'Surrey', 'GU1 1AA']),
        ...table(330),
      ],
    ],
    says: { street: 'Flat 3, 12 Orchard Lane', postal_code: 'GU1 1AA', city: 'Guildford', country_of_residence: 'GBR' },
  },
  'France: in capitals, in the window at the right, with a building': {
    ...{ name: ['Léa', 'Delacroix'], country: 'FRA' },
    pages: [
      [
        ...lines(57, 60, ['Lumière de France', '3 boulevard Haussmann', '75009 Paris'], 9),
        ...lines(310, 150, ['MME LEA DELACROIX', 'RÉSIDENCE LES PINS BÂT B', '12 RUE DE LA PAIX', '75011 PARIS']),
        ...lines(57, 150, ['Vos références', 'N° client : 44 71 20', 'Facture du 3 mai'], 9),
        ...table(330),
      ],
    ],
    says: {
      ...{ street: 'Résidence les Pins Bât B, 12 Rue de la Paix', postal_code: '75011', city: 'Paris' },
      country_of_residence: 'FRA',
    },
  },
  'Germany: the line of the sender above it, and the sign of the country': {
    ...{ name: ['Jürgen', 'Weiß'], country: 'DEU' },
    pages: [
      [
        ...lines(57, 128, ['Stadtwerke Nord GmbH · Hafenstr. 1 · 20457 Hamburg'], 7),
        ...lines(57, 145, ['Herrn', 'Dr. Jürgen Weiss', 'Chausseestraße 110', 'D-10115 Berlin']),
        ...lines(400, 145, ['Kundennummer 4471 209', 'Ihre Rechnung vom 3. Mai'], 9),
        ...table(330),
      ],
    ],
    says: { street: 'Chausseestraße 110', postal_code: '10115', city: 'Berlin', country_of_residence: 'DEU' },
  },
  'Poland: letters that few fonts have': {
    ...{ name: ['Zofia', 'Łukasik'], country: 'POL' },
    pages: [
      [
        ...lines(57, 60, ['Energa Prąd S.A.', 'ul. Grunwaldzka 472', '80-309 Gdańsk'], 9),
        ...lines(320, 140, ['ZOFIA ŁUKASIK', 'UL. PIOTRKOWSKA 104/6', '90-926 ŁÓDŹ']),
        ...table(300),
      ],
    ],
    says: { street: 'ul. Piotrkowska 104/6', postal_code: '90-926', city: 'Łódź', country_of_residence: 'POL' },
  },
  'Turkey: a place with its province': {
    ...{ name: ['Şükrü', 'Yıldız'], country: 'TUR' },
    pages: [
      [...lines(57, 140, ['Sn. ŞÜKRÜ YILDIZ', 'Çetin Emeç Bulvarı No: 24/7', '06690 ÇANKAYA/ANKARA']), ...table(300)],
    ],
    says: {
      ...{ street: 'Çetin Emeç Bulvarı No: 24/7', postal_code: '06690', city: 'Çankaya/Ankara' },
      country_of_residence: 'TUR',
    },
  },
  'the United States: the state before the code': {
    ...{ name: ['Robert', 'Miller'], country: 'USA' },
    pages: [
      [
        ...lines(57, 60, ['Prairie Electric', '2400 Capitol Avenue', 'Springfield, IL 62701'], 9),
        ...lines(72, 160, ['ROBERT J MILLER', '1600 W MONROE ST APT 4B', 'SPRINGFIELD, IL 62704-1234']),
        ...table(330),
      ],
    ],
    says: {
      ...{ street: '1600 W Monroe St Apt 4B', postal_code: '62704-1234', city: 'Springfield' },
      country_of_residence: 'USA',
    },
  },
  'Portugal: the holder among the facts of a second column, on the second page': {
    ...{ name: ['Inês', 'da Silva'], country: 'PRT' },
    pages: [
      [...lines(57, 60, ['Águas do Tejo', 'Avenida da Liberdade 24', '1250-144 Lisboa'], 9), ...table(200)],
      [
        ...lines(57, 100, ['Leitura', 'Contador 77104482', 'Próxima leitura', 'Junho']),
        ...lines(330, 100, ['Inês Maria da Silva', 'Rua do Ouro 88, 3.º Esq.', '1100-063 Lisboa', 'PORTUGAL']),
      ],
    ],
    says: {
      ...{ street: 'Rua do Ouro 88, 3.º Esq.', postal_code: '1100-063', city: 'Lisboa' },
      country_of_residence: 'PRT',
    },
  },
  'the Netherlands: surname first, and letters in the code': {
    ...{ name: ['Sanne', 'van den Berg'], country: 'NLD' },
    pages: [[...lines(57, 150, ['Berg, Sanne van den', 'Prinsengracht 263-II', '1016 GV Amsterdam']), ...table(330)]],
    says: { street: 'Prinsengracht 263-II', postal_code: '1016 GV', city: 'Amsterdam', country_of_residence: 'NLD' },
  },
  'Italy: the province behind the place, and the same address twice': {
    ...{ name: ['Giulia', 'Ferrari'], country: 'ITA' },
    pages: [
      [
        ...lines(310, 150, ['Gent.ma FERRARI GIULIA', 'VIA DELLA SPIGA 9', '20121 MILANO MI']),
        ...lines(57, 300, ['Intestatario: Giulia Ferrari', 'Via della Spiga 9', '20121 Milano (MI)']),
        ...table(400),
      ],
    ],
    says: { street: 'Via della Spiga 9', postal_code: '20121', city: 'Milano', country_of_residence: 'ITA' },
  },
  'Sweden, sent to somebody abroad: the country below it is not that of the bill': {
    ...{ name: ['Elin', 'Åkesson'], country: 'DNK' },
    pages: [
      [
        ...lines(57, 150, ['Elin Åkesson', 'c/o Berg', 'Drottninggatan 71 A', '111 36 Stockholm', 'Sverige']),
        ...table(330),
      ],
    ],
    says: {
      ...{ street: 'c/o Berg, Drottninggatan 71 A', postal_code: '111 36', city: 'Stockholm' },
      country_of_residence: 'SWE',
    },
  },
  'Ireland: no number, and the place with its district': {
    ...{ name: ['Aoife', 'Ní Bhriain'], country: 'IRL' },
    pages: [
      [...lines(57, 150, ['Aoife Ni Bhriain', 'Rose Cottage, Mill Lane', 'Dublin 4', 'D04 X5Y2']), ...table(330)],
    ],
    says: {
      ...{ street: 'Rose Cottage, Mill Lane', postal_code: 'D04 X5Y2', city: 'Dublin 4' },
      country_of_residence: 'IRL',
    },
  },
  'Russia: in another script than the name': {
    ...{ name: ['Ivan', 'Petrov'], country: 'RUS' },
    pages: [
      [...lines(57, 150, ['Петров Иван Сергеевич', 'ул. Ленина, д. 5, кв. 12', '101000, Москва']), ...table(330)],
    ],
    says: { street: 'ул. Ленина, д. 5, кв. 12', postal_code: '101000', city: 'Москва', country_of_residence: 'RUS' },
  },
  'an address in one line': {
    ...{ name: ['Mira', 'Lindqvist'], country: 'NOR' },
    pages: [[...lines(57, 150, ['Mira Elise Lindqvist', '14 Lantern Quay, 2084 Port Serein']), ...table(330)]],
    says: { street: '14 Lantern Quay', postal_code: '2084', city: 'Port Serein', country_of_residence: 'NOR' },
  },
}

const MIRA: Name = ['Mira', 'Lindqvist']
const HER_BILL = lines(57, 150, ['Mira Lindqvist', 'Storgata 14', '0184 Oslo'])

/** Sheets of which nothing is certain. */
const UNCERTAIN: Record<string, { name?: Name; pages: Piece[][] }> = {
  'somebody else’s bill': { pages: [[...lines(57, 150, ['Jonas Berg', 'Storgata 14', '0184 Oslo']), ...table(300)]] },
  'a bill of the same family': { pages: [lines(57, 150, ['Jonas Lindqvist', 'Storgata 14', '0184 Oslo'])] },
  'a bill of a namesake by given name': { pages: [lines(57, 150, ['Mira Berg', 'Storgata 14', '0184 Oslo'])] },
  'two addresses below the name': {
    pages: [[...HER_BILL, ...lines(330, 150, ['Mira Lindqvist', 'Strandveien 3', '5020 Bergen'])]],
  },
  'a name without an address': {
    pages: [[...lines(57, 150, ['Mira Lindqvist', 'Thank you for your trust.']), ...lines(57, 400, ['0184 Oslo'])]],
  },
  'a code that the country does not have': { pages: [lines(57, 150, ['Mira Lindqvist', 'Storgata 14', '01845 Oslo'])] },
  'a sign and a country that contradict each other': {
    pages: [lines(57, 150, ['Mira Lindqvist', 'Storgata 14', 'D-10115 Berlin', 'France'])],
  },
  'a sheet without print': { pages: [[]] },
}

type Opened = Awaited<ReturnType<typeof openTestManager>>

/** Opens KYC for a new customer and sends a letter as proof of their address. */
async function send(
  { manager, folder }: Opened,
  pages: readonly Piece[][],
  country: string,
  { name, type = 'utility_bill' }: { name?: Name; type?: DocumentType } = {},
) {
  const customer = newCustomer()
  const { steps } = await manager.customers.open(customer, 'standard')
  const stepId = (code: string) => steps.find((step) => step.code === code)?.id ?? ''
  const say = ([first_name, last_name]: Name) =>
    manager.customers.saveDraft(customer, stepId('personal'), { first_name, last_name })
  if (name) await say(name)
  const owner = { brand: customer.brand, customer_id: customer.customer_id, uploaded_by: 'customer' }
  const { file_id } = await manager.files.store(incoming('bill.pdf', drawLetter(...pages)), owner)
  const request = { file_id, document_type: type, side: 'front', country } as const
  const { id } = await manager.customers.attachDocument(
    customer,
    { ...request, step_id: stepId('address'), field: 'proof_of_address' },
    randomUUID(),
  )
  const document = async () => {
    const kyc = await manager.customers.read(customer)
    return kyc.steps.find(({ code }) => code === 'address')?.documents[0]
  }
  return { customer, id, say, document, path: join(folder, 'storage', `${file_id}.pdf`), stepId }
}

function readAddresses({ manager }: Opened): Promise<void> {
  return manager.jobs.runDue(['addresses'])
}

describe('the address on a bill', () => {
  let opened: Opened
  beforeAll(async () => {
    opened = await openTestManager()
  })

  it.each(Object.entries(LAYOUTS))('is read: %s', async (_, { name, country, pages, says }) => {
    const { document } = await send(opened, pages, country, { name })
    expect(await document()).toMatchObject({ extraction: 'pending', extracted: {} })
    await readAddresses(opened)
    expect(await document()).toMatchObject({ extraction: 'done' })
    expect((await document())?.extracted).toEqual(says)
  })

  it.each(Object.entries(UNCERTAIN))('is left out: %s', async (_, { name = MIRA, pages }) => {
    const { document } = await send(opened, pages, 'NOR', { name })
    await readAddresses(opened)
    expect(await document()).toMatchObject({ extraction: 'done', extracted: {} })
  })
})

describe.each(Object.entries(DATABASES))('the reading of a bill, on %s', (_, freshDatabase) => {
  let opened: Opened
  let now = Date.now()
  beforeAll(async () => {
    opened = await openTestManager({ database: await freshDatabase(), clock: () => new Date(now) })
  })

  it('is known as soon as the name is, and no sooner', async () => {
    const { document, say } = await send(opened, [HER_BILL], 'NOR')
    await readAddresses(opened)
    expect((await document())?.extracted).toEqual({})
    await say(MIRA)
    expect((await document())?.extracted).toMatchObject({ street: 'Storgata 14', city: 'Oslo' })
  })

  it('is not looked for on an agreement, whose parties lived elsewhere before', async () => {
    const { document } = await send(opened, [HER_BILL], 'NOR', { name: MIRA, type: 'rental_agreement' })
    expect((await document())?.extraction).toBe('none')
  })

  it('is all that is kept of the print, sealed, and goes with the document', async () => {
    const { customer, id } = await send(opened, [[...HER_BILL, ...table(300)]], 'NOR', { name: MIRA })
    await readAddresses(opened)
    const { db, parts, manager } = opened
    const kept = async () =>
      (await db.selectFrom('documents').select('address_blocks').where('id', '=', id).executeTakeFirstOrThrow())
        .address_blocks
    const sealed = await kept()
    expect(sealed).not.toContain('Oslo')
    expect(openAddressBlocks(await loadDocument(db, 'acme', id), parts.sealer)).toEqual([
      ['Mira Lindqvist', 'Storgata 14', '0184 Oslo'],
    ])
    await manager.customers.removeDocument(customer, id)
    expect(await kept()).toBeNull()
  })

  it('comes with an event, and only one', async () => {
    const { id } = await send(opened, [HER_BILL], 'NOR', { name: MIRA })
    await readAddresses(opened)
    await readAddresses(opened)
    const { body } = await callHttp(opened.manager, 'GET', `/audit?entity_id=${id}`)
    const events = body.items.filter(({ event }: { event: string }) => event === 'document.address_read')
    expect(events).toMatchObject([{ before: { address_state: 'pending' }, after: { address_state: 'done' } }])
  })

  it('is given up after several attempts, and asked', async () => {
    const { document, path } = await send(opened, [HER_BILL], 'NOR', { name: MIRA })
    await rm(path)
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect((await document())?.extraction).toBe('pending')
      await readAddresses(opened)
      now += HOUR
    }
    expect(await document()).toMatchObject({ extraction: 'none', extracted: {} })
  })
})
