import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { DocumentRecord } from '@/lib/contract/records'
import { extractMrz, LONGEST_READING_MS } from '@/lib/inspection/mrz'
import { kindsOf } from '@/lib/jobs/kinds'
import { callHttp, DATABASES, incoming, newCustomer, openTestManager } from '@/lib/testing/manager'
import { descendants, isReader } from '@/lib/testing/processes'
import { extractMrzJob, extractMrzLaterJob } from './extract-mrz'

const HOUR = 3_600_000

/** A picture without print: it is read at once. */
function wall(): Promise<Buffer> {
  return sharp({ create: { width: 800, height: 600, channels: 3, background: '#9ab' } })
    .jpeg()
    .toBuffer()
}

/** Two rows as long as those of a zone, of which nothing can be read but the fillers. */
function smudgedZone(): Promise<Buffer> {
  const [width, height, pitch] = [1_200, 800, 25]
  const data = Buffer.alloc(width * height, 255)
  const row = (top: number) => {
    for (let at = 0; at < 44 * pitch; at += 1) {
      const isSmudge = at < 14 * pitch
      const rise = isSmudge ? 0 : Math.abs((at % pitch) - 14)
      if (isSmudge || at % pitch < 14)
        for (const up of [-1, 1])
          for (let thick = 0; thick < 4; thick += 1) data[(top + up * (14 - rise) + thick) * width + 50 + at] = 20
    }
  }
  row(640)
  row(700)
  return sharp(data, { raw: { width, height, channels: 1 } })
    .jpeg({ quality: 95 })
    .toBuffer()
}

/** Only Linux tells which processes are the readers. */
const onLinux = it.runIf(process.platform === 'linux')

/** Those that stay for further documents end, and no others can be started. */
function withoutReaders() {
  for (const pid of descendants(process.pid).filter(isReader)) process.kill(pid, 'SIGKILL')
  return vi.spyOn(process, 'cwd').mockReturnValue('/nowhere')
}

describe.each(Object.entries(DATABASES))('the reading of a document, on %s', (_, freshDatabase) => {
  afterEach(() => void vi.restoreAllMocks())

  async function openWith(document_type: 'passport' | 'driving_licence', draw = wall) {
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
    const { file_id } = await manager.files.store(incoming('photo.jpg', await draw(), true), owner)
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

  it('says that it waits, then what came of it, to reviewers, webhooks and the live screen', async () => {
    const { manager, customer, document, read, sent } = await openWith('passport')
    expect(await document()).toMatchObject({ mrz_state: 'pending', mrz: null })
    await manager.deliverDue()
    const before = { count: sent.length, version: (await manager.customers.read(customer)).version }
    await read()
    const { id, mrz_state, mrz } = await document()
    expect([mrz_state, mrz]).toEqual(['no_zone', null])
    await manager.deliverDue()
    expect(sent.slice(before.count)).toMatchObject([
      { type: 'document.updated', data: { id, mrz_state: 'no_zone' } },
      { type: 'profile.updated', data: { documents: [{ id, mrz_state: 'no_zone' }] } },
    ])
    expect((await manager.customers.read(customer)).version).toBeGreaterThan(before.version)
    const { body } = await callHttp(manager, 'GET', `/audit?entity_id=${id}`)
    expect(body.items.at(-1)).toMatchObject({ event: 'document.read', after: { mrz_state: 'no_zone' } })
  })

  it('is none of a document that has no zone', async () => {
    const { manager, customer, file_id } = await openWith('passport')
    const bill = { document_type: 'utility_bill', side: 'front', country: 'FRA', file_id }
    const { body } = await callHttp(manager, 'POST', '/documents', { customer_id: customer.customer_id, ...bill })
    expect(body).toMatchObject({ mrz_state: 'none', mrz: null })
  })

  it('comes also to driving licences: two countries have zones on theirs', async () => {
    const { document, read } = await openWith('driving_licence')
    await read()
    expect((await document()).mrz_state).toBe('no_zone')
  })

  it('tells a zone that could not be read from none', async () => {
    const { document, read } = await openWith('passport', smudgedZone)
    await read()
    expect(await document()).toMatchObject({ mrz_state: 'unreadable', mrz: null })
  })

  onLinux('says nothing of a document before it came to its end, and is tried again', async () => {
    const { document, read, pass } = await openWith('passport')
    const there = withoutReaders()
    await read()
    expect((await document()).mrz_state).toBe('pending')
    there.mockRestore()
    pass()
    await read()
    expect((await document()).mrz_state).toBe('no_zone')
  })

  it('comes first of what a customer has just sent, then of what staff added: nobody waits for that', async () => {
    const { manager, customer, document, file_id, db } = await openWith('passport')
    const added = { document_type: 'passport', side: 'front', country: 'FRA', file_id }
    const sent = await document()
    const { body } = await callHttp(manager, 'POST', '/documents', { customer_id: customer.customer_id, ...added })
    const jobs = await db
      .selectFrom('jobs')
      .select(['kind', 'input'])
      .where('kind', 'in', kindsOf('documents'))
      .execute()
    expect(new Map(jobs.map(({ kind, input }) => [kind, JSON.parse(input).document_id]))).toEqual(
      new Map([
        ['document.extract-mrz', sent.id],
        ['document.extract-mrz-later', body.id],
      ]),
    )
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

it('is claimed for longer than it can take, and begun again a minute after its instance has crashed', () => {
  for (const { claimFor, renewFor } of [extractMrzJob, extractMrzLaterJob]) {
    expect(renewFor).toBeGreaterThan(LONGEST_READING_MS)
    expect(claimFor).toBeLessThanOrEqual(60_000)
  }
})

describe('extractMrz', () => {
  afterEach(() => void vi.restoreAllMocks())

  onLinux('does not take a crash of its reader for a document without a zone', async () => {
    const photo = await wall()
    withoutReaders()
    await expect(extractMrz(photo, '2026-11-21')).rejects.toThrow('failed')
  })
})
