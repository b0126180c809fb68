import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { DocumentRecord } from '@/lib/contract/records'
import { extractMrz } from '@/lib/inspection/mrz'
import { callHttp, DATABASES, incoming, newCustomer, openTestManager } from '@/lib/testing/manager'

const HOUR = 3_600_000

/** A picture without print: it is read at once. */
function wall(): Promise<Buffer> {
  return sharp({ create: { width: 800, height: 600, channels: 3, background: '#9ab' } })
    .jpeg()
    .toBuffer()
}

describe.each(Object.entries(DATABASES))('the reading of a document, on %s', (_, freshDatabase) => {
  async function openWith(document_type: 'passport' | 'driving_licence') {
    let now = Date.now()
    const sent: { type: string; data: { id: string; mrz_state?: string } }[] = []
    const opened = await openTestManager({
      ...{ database: await freshDatabase(), clock: () => new Date(now) },
      receivers: { webhook: async ({ body }) => void sent.push(JSON.parse(body)) },
    })
    const { manager, folder } = opened
    const customer = newCustomer()
    const { steps } = await manager.customers.open(customer, 'standard')
    const step_id = steps.find(({ code }) => code === 'identity')?.id ?? ''
    const owner = { brand: customer.brand, customer_id: customer.customer_id, uploaded_by: 'customer' }
    const { file_id } = await manager.files.store(incoming('photo.jpg', await wall(), true), owner)
    const request = { step_id, field: 'identity_document', file_id, document_type, side: 'front' } as const
    await manager.customers.attachDocument(customer, { ...request, country: 'FRA' }, randomUUID())
    const document = async (): Promise<DocumentRecord> =>
      (await callHttp(manager, 'GET', `/documents?customer_id=${customer.customer_id}`)).body.items[0]
    const read = () => manager.jobs.runDue(['documents'])
    const pass = () => {
      now += HOUR
    }
    return { ...opened, customer, document, read, sent, folder, file_id, pass }
  }

  it('says that it waits, then that it is done, to reviewers, webhooks and the live screen', async () => {
    const { manager, customer, document, read, sent } = await openWith('passport')
    expect(await document()).toMatchObject({ mrz_state: 'pending', mrz: null })
    await manager.deliverDue()
    const before = { count: sent.length, version: (await manager.customers.read(customer)).version }
    await read()
    const { id, mrz_state, mrz } = await document()
    expect([mrz_state, mrz]).toEqual(['done', null])
    await manager.deliverDue()
    expect(sent.slice(before.count)).toMatchObject([
      { type: 'document.updated', data: { id, mrz_state: 'done' } },
      { type: 'profile.updated', data: { documents: [{ id, mrz_state: 'done' }] } },
    ])
    expect((await manager.customers.read(customer)).version).toBeGreaterThan(before.version)
    const { body } = await callHttp(manager, 'GET', `/audit?entity_id=${id}`)
    expect(body.items.at(-1)).toMatchObject({ event: 'document.read', after: { mrz_state: 'done' } })
  })

  it('is none of a document that has no zone', async () => {
    const { document } = await openWith('driving_licence')
    expect(await document()).toMatchObject({ mrz_state: 'none', mrz: null })
  })

  it('is tried again, and says that it failed when it is given up', async () => {
    const { manager, document, read, sent, folder, file_id, pass } = await openWith('passport')
    await rm(join(folder, 'storage', `${file_id}.jpg`))
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await read()
      expect((await document()).mrz_state).toBe('pending')
      pass()
    }
    await read()
    const { id, mrz_state } = await document()
    expect(mrz_state).toBe('failed')
    await manager.deliverDue()
    expect(sent).toContainEqual(
      expect.objectContaining({ type: 'document.updated', data: expect.objectContaining({ id, mrz_state: 'failed' }) }),
    )
  })
})

describe('extractMrz', () => {
  afterEach(() => void vi.restoreAllMocks())

  it('does not take a crash of its reader for a document without a zone', async () => {
    const photo = await wall()
    // There is no reader.
    vi.spyOn(process, 'cwd').mockReturnValue('/nowhere')
    await expect(extractMrz(photo, '2026-11-21')).rejects.toThrow('failed')
  })
})
