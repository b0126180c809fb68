import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { createClamd } from '@/lib/inspection/scanning/clamd'
import { INFECTION, serveClamd } from '@/lib/testing/clamd-server'
import { freePort } from '@/lib/testing/free-port'
import { callHttp, DATABASES, goodPhoto, incoming, newCustomer, openTestManager } from '@/lib/testing/manager'

const PASSPORT = { field: 'identity_document', document_type: 'passport', side: 'front', country: 'FRA' } as const

const opened: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0)) await close()
})

describe.each(Object.entries(DATABASES))('a scanner for malware, on %s', (_, freshDatabase) => {
  async function open() {
    const port = await freePort()
    const clamd = await serveClamd(port)
    let now = new Date('2026-11-20T12:00:00Z')
    const scan = createClamd(`tcp://127.0.0.1:${port}`)
    const { manager, db } = await openTestManager({ database: await freshDatabase(), clock: () => now, scan })
    opened.push(() => manager.close(), clamd.close)
    const customer = newCustomer()
    const { brand, customer_id } = customer
    const send = async () =>
      manager.files.store(incoming('photo.jpg', await goodPhoto()), { brand, customer_id, uploaded_by: 'customer' })
    const attach = async (file_id: string) => {
      const { steps } = await manager.customers.open(customer, 'standard')
      const { id: step_id = '' } = steps.find(({ code }) => code === 'identity') ?? {}
      const { id } = await manager.customers.attachDocument(customer, { step_id, file_id, ...PASSPORT }, randomUUID())
      return { id, step_id }
    }
    const documentOf = async (step_id: string) =>
      (await callHttp(manager, 'GET', `/documents?step_id=${step_id}`)).body.items[0]
    const view = (file_id: string) => callHttp(manager, 'GET', `/files/${file_id}`)
    const later = async (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000)
      await manager.jobs.runDue(['scans'])
    }
    return { clamd, manager, db, customer, send, attach, documentOf, view, later }
  }

  /** What the stand-in is made to find in whatever it gets. */
  const finding = (answer: string) => (_content: Buffer, socket: { end: (text: string) => void }) => socket.end(answer)

  it('lets through what it finds clean', async () => {
    const { send, attach, documentOf, view } = await open()
    const { file_id } = await send()
    const { step_id } = await attach(file_id)
    expect(await documentOf(step_id)).toMatchObject({ scan: 'clean' })
    expect((await view(file_id)).status).toBe(200)
  })

  it('has what it finds infected refused, and nothing of it stored', async () => {
    const { clamd, db, send } = await open()
    clamd.behave(finding(`stream: ${INFECTION} FOUND\0`))
    await expect(send()).rejects.toMatchObject({ code: 'FILE_INFECTED' })
    expect(await db.selectFrom('files').select('id').execute()).toEqual([])
  })

  it('leaves in quarantine what it says nothing of, until it does', async () => {
    const { clamd, manager, customer, send, attach, documentOf, view, later } = await open()
    clamd.behave((_content, socket) => void socket.resetAndDestroy())
    const { file_id } = await send()
    const { id, step_id } = await attach(file_id)
    expect(await documentOf(step_id)).toMatchObject({ scan: 'waiting' })
    expect(await view(file_id)).toMatchObject({ status: 423, body: { code: 'FILE_QUARANTINED' } })
    // Their own, which they have anyway.
    expect((await manager.files.read(file_id, customer)).content_type).toBe('image/jpeg')

    await later(1)
    clamd.behave(finding('INSTREAM size limit exceeded. ERROR\0'))
    await later(5)
    expect(await documentOf(step_id)).toMatchObject({ scan: 'waiting' })

    clamd.behave()
    await later(90)
    expect(await documentOf(step_id)).toMatchObject({ scan: 'clean' })
    expect((await view(file_id)).status).toBe(200)
    const { body } = await callHttp(manager, 'GET', `/audit?customer_id=${customer.customer_id}&limit=200`)
    expect(body.items).toContainEqual(expect.objectContaining({ event: 'document.scanned', entity_id: id }))
  })

  it('keeps from everybody what it finds infected later, and from being approved', async () => {
    const { clamd, manager, db, customer, send, attach, documentOf, view, later } = await open()
    clamd.behave((_content, socket) => void socket.destroy())
    const { file_id } = await send()
    const { id, step_id } = await attach(file_id)
    await db.updateTable('documents').set({ status: 1 }).where('id', '=', id).execute()
    const approve = () => callHttp(manager, 'POST', `/documents/${id}/approve`, { submission: 0 })
    expect(await approve()).toMatchObject({ status: 409, body: { reason: 'not_scanned' } })
    clamd.behave(finding('stream: Drawn.Test-1 FOUND\0'))
    await later(10)
    expect(await documentOf(step_id)).toMatchObject({ scan: 'infected' })
    expect(await view(file_id)).toMatchObject({ status: 422, body: { code: 'FILE_INFECTED' } })
    await expect(manager.files.read(file_id, customer)).rejects.toMatchObject({ code: 'FILE_INFECTED' })
    expect(await approve()).toMatchObject({ status: 409, body: { reason: 'not_scanned' } })
  })
})
