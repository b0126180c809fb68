import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { DocumentType } from '@/lib/contract/documents'
import type { DocumentRecord } from '@/lib/contract/records'
import { LONGEST_BARCODES_MS } from '@/lib/inspection/barcode'
import { licenceBack } from '@/lib/inspection/barcode/accuracy/licence-back'
import { callHttp, DATABASES, incoming, newCustomer, openTestManager } from '@/lib/testing/manager'
import { readBarcodesJob, readBarcodesLaterJob } from './read-barcodes'

const HOUR = 3_600_000
const { picture, card } = await licenceBack(11)
const licence = async () => picture

const wall = () =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: '#9ab' } })
    .jpeg()
    .toBuffer()

describe.each(Object.entries(DATABASES))('the barcode of a licence, on %s', (_, freshDatabase) => {
  async function openWith(document_type: DocumentType = 'driving_licence', draw = licence) {
    let now = Date.now()
    const { manager, folder, db } = await openTestManager({
      database: await freshDatabase(),
      clock: () => new Date(now),
    })
    const customer = newCustomer()
    const { steps } = await manager.customers.open(customer, 'standard')
    const step_id = steps.find(({ code }) => code === 'identity')?.id ?? ''
    const owner = { brand: customer.brand, customer_id: customer.customer_id, uploaded_by: 'customer' }
    const { file_id } = await manager.files.store(incoming('photo.jpg', await draw(), true), owner)
    const request = {
      step_id,
      field: 'identity_document',
      file_id,
      document_type,
      side: document_type === 'passport' ? 'front' : 'back',
    } as const
    await manager.customers.attachDocument(customer, { ...request, country: 'USA' }, randomUUID())
    const document = async (): Promise<DocumentRecord> =>
      (await callHttp(manager, 'GET', `/documents?customer_id=${customer.customer_id}`)).body.items[0]
    const shown = async () =>
      (await manager.customers.read(customer)).steps
        .flatMap(({ documents }) => documents)
        .find((one) => one.file_id === file_id)
    const read = () => manager.jobs.runDue(['barcodes'])
    const pass = () => {
      now += HOUR
    }
    return { manager, customer, steps, db, folder, file_id, document, shown, read, pass }
  }

  it('is read for reviewers, and offered to its holder at once', async () => {
    const { document, shown, read } = await openWith()
    expect(await document()).toMatchObject({ barcode_state: 'pending', barcodes: [] })
    expect(await shown()).toMatchObject({ extraction: 'pending', extracted: {} })
    await read()
    expect(await document()).toMatchObject({ barcode_state: 'done', barcodes: [{ format: 'PDF417', card }] })
    const { document_number, birth_date, expiry_date } = card
    expect((await shown())?.extracted).toMatchObject({ document_number, birth_date, expiry_date })
  })

  it('is compared with the answers', async () => {
    const { manager, customer, steps, document, read } = await openWith()
    const personal = steps.find(({ code }) => code === 'personal')?.id ?? ''
    await manager.customers.saveDraft(customer, personal, {
      date_of_birth: '1999-12-31',
      last_name: card.family_name ?? '',
    })
    await read()
    expect((await document()).signals).toContainEqual({ code: 'BARCODE_DISAGREES', field: 'date_of_birth' })
    expect((await document()).signals).not.toContainEqual({ code: 'BARCODE_DISAGREES', field: 'last_name' })
  })

  it('is told from none, and not looked for on a passport', async () => {
    const other = await openWith('driving_licence', wall)
    await other.read()
    expect(await other.document()).toMatchObject({ barcode_state: 'no_barcode', barcodes: [] })
    const passport = await openWith('passport', wall)
    expect(await passport.document()).toMatchObject({ barcode_state: 'none', barcodes: [] })
  })

  it('is stored for its row alone, and damaged where somebody changed it', async () => {
    const { document, read, db } = await openWith()
    await read()
    const { barcodes } = await db.selectFrom('documents').select('barcodes').executeTakeFirstOrThrow()
    expect(barcodes).not.toContain(card.document_number ?? '')
    await db
      .updateTable('documents')
      .set({ barcodes: `${barcodes?.slice(0, -8)}AAAAAAA=` })
      .execute()
    expect(await document()).toMatchObject({ barcodes: [], damaged: ['barcodes'] })
  })

  it('is tried again, and said to have failed when it is given up', async () => {
    const { document, read, folder, file_id, pass } = await openWith()
    await rm(join(folder, 'storage', `${file_id}.jpg`))
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      await read()
      expect((await document()).barcode_state).toBe('pending')
      pass()
    }
    await read()
    expect((await document()).barcode_state).toBe('failed')
  })
})

it('is claimed for longer than it can take, and begun again a minute after its instance has crashed', () => {
  for (const { claimFor, renewFor } of [readBarcodesJob, readBarcodesLaterJob]) {
    expect(renewFor).toBeGreaterThan(LONGEST_BARCODES_MS)
    expect(claimFor).toBeLessThanOrEqual(60_000)
  }
})
