import { createHash, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AuditRow } from '@/lib/contract/audit'
import type { Identity } from '@/lib/contract/customer'
import {
  callHttp,
  DATABASES,
  goodPhoto,
  incoming,
  newCustomer,
  openTestManager,
  storePhoto,
  submitStandard,
} from '@/lib/testing/manager'
import type { Manager } from '..'

describe.each(Object.entries(DATABASES))('the file of a document, on %s', (_, freshDatabase) => {
  let manager: Manager
  let bugs: unknown[]
  let now: Date
  beforeAll(async () => {
    now = new Date('2026-11-20T12:00:00Z')
    ;({ manager, bugs } = await openTestManager({ database: await freshDatabase(), clock: () => now }))
  })

  async function get(path: string, { key = 'acme-key', method = 'GET', ...headers }: Record<string, string> = {}) {
    const url = `http://manager.test/manager/kyc/files/${path}`
    const response = await manager.handle(
      new Request(url, { method, headers: { ...(key && { authorization: `Bearer ${key}` }), ...headers } }),
    )
    return { response, status: response.status, headers: response.headers, bytes: await response.bytes() }
  }

  /** A customer whose passport waits for review. */
  async function withPassport() {
    const { customer, stepId } = await submitStandard(manager)
    const { body } = await callHttp(manager, 'GET', `/documents?step_id=${stepId('identity')}`)
    return { customer, document: body.items[0] as { id: string; file_id: string; checksum: string; file_size: number } }
  }

  async function looksAt({ customer_id }: Identity): Promise<AuditRow[]> {
    const { body } = await callHttp(manager, 'GET', `/audit?customer_id=${customer_id}&limit=200`)
    return body.items.filter(({ event }: AuditRow) => ['document.viewed', 'file.viewed'].includes(event))
  }

  async function uploadAs(name: string, { brand, customer_id }: { brand: string; customer_id: string | null }) {
    return manager.files.store(incoming(name, await goodPhoto()), { brand, customer_id, uploaded_by: 'x' })
  }

  it('is sent to reviewers of its brand as a download that no browser interprets', async () => {
    const { document } = await withPassport()
    const { status, headers, bytes } = await get(document.file_id)
    expect(status).toBe(200)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(document.checksum)
    expect(Object.fromEntries(headers)).toEqual({
      'content-type': 'image/jpeg',
      'content-length': String(document.file_size),
      'content-disposition': `attachment; filename="photo.jpg"; filename*=UTF-8''photo.jpg`,
      'content-security-policy':
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
      'accept-ranges': 'bytes',
      etag: `"${document.checksum}"`,
    })
  })

  it('is shown in place on request, under the same policy', async () => {
    const { document } = await withPassport()
    const { headers } = await get(`${document.file_id}?disposition=inline`)
    expect(headers.get('content-disposition')).toMatch(/^inline; filename="photo.jpg"/)
    expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
    expect((await get(`${document.file_id}?disposition=page`)).status).toBe(422)
  })

  it('is closed to other brands, to dealers and to strangers, and its look is not recorded', async () => {
    const { customer, document } = await withPassport()
    for (const [key, status] of [
      ['other-key', 404],
      ['dealer-key', 403],
      ['wrong', 401],
      ['', 401],
    ] as const)
      expect((await get(document.file_id, { key })).status).toBe(status)
    expect((await get(randomUUID())).status).toBe(404)
    expect((await get(document.id)).status).toBe(404)
    expect(await looksAt(customer)).toEqual([])
  })

  it('says who looked at which document, and when, each time', async () => {
    const { customer, document } = await withPassport()
    await get(document.file_id)
    await get(`${document.file_id}?disposition=inline`, { key: 'second-key' })
    const row = {
      ...{ action: 'MngGetKycFile', event: 'document.viewed', entity: 'document', entity_id: document.id },
      ...{ at: now.toISOString(), brand: 'acme', customer_id: customer.customer_id, before: null, comment: null },
    }
    const seen = { file_id: document.file_id, document_type: 'passport', side: 'front' }
    expect(await looksAt(customer)).toMatchObject([
      { ...row, actor: 'Jo', role: 'SESSION_MANAGER', after: { ...seen, disposition: 'attachment' } },
      { ...row, actor: 'Kim', after: { ...seen, disposition: 'inline' } },
    ])
    await get(document.file_id)
    expect(await looksAt(customer)).toHaveLength(3)
  })

  it('is recorded before a byte of it leaves, also if nobody reads on', async () => {
    const { customer, document } = await withPassport()
    const response = await manager.handle(
      new Request(`http://manager.test/manager/kyc/files/${document.file_id}`, {
        headers: { authorization: 'Bearer acme-key' },
      }),
    )
    expect(await looksAt(customer)).toHaveLength(1)
    await response.body?.cancel()
  })

  it('is sent in ranges', async () => {
    const { document } = await withPassport()
    const size = document.file_size
    const whole = (await get(document.file_id)).bytes
    for (const [range, first, last] of [
      ['bytes=0-0', 0, 0],
      ['bytes=100-299', 100, 299],
      [`bytes=${size - 5}-`, size - 5, size - 1],
      ['bytes=-5', size - 5, size - 1],
      [`bytes=0-${size * 2}`, 0, size - 1],
    ] as const) {
      const { status, headers, bytes } = await get(document.file_id, { range })
      expect(status, range).toBe(206)
      expect(headers.get('content-range')).toBe(`bytes ${first}-${last}/${size}`)
      expect(headers.get('content-length')).toBe(String(last - first + 1))
      expect(Buffer.from(bytes).equals(whole.subarray(first, last + 1))).toBe(true)
    }
    const { status, headers, bytes } = await get(document.file_id, { range: `bytes=${size}-` })
    expect([status, headers.get('content-range')]).toEqual([416, `bytes */${size}`])
    expect(JSON.parse(Buffer.from(bytes).toString())).toMatchObject({ code: 'RANGE_NOT_SATISFIABLE' })
  })

  it('is sent whole for several ranges, and where the range is of another version', async () => {
    const { document } = await withPassport()
    const asked: Record<string, string>[] = [
      { range: 'bytes=0-9,20-29' },
      { range: 'pages=1-2' },
      { range: 'bytes=0-9', 'if-range': '"another"' },
    ]
    for (const headers of asked) expect(await get(document.file_id, headers)).toMatchObject({ status: 200 })
    const fitting = { range: 'bytes=0-9', 'if-range': `"${document.checksum}"` }
    expect(await get(document.file_id, fitting)).toMatchObject({ status: 206 })
  })

  it('counts the ranges that one viewer asks for within ten minutes as one look', async () => {
    const { customer, document } = await withPassport()
    for (let i = 0; i < 5; i += 1) await get(document.file_id, { range: `bytes=${i}-${i}` })
    expect(await looksAt(customer)).toHaveLength(1)
    await get(document.file_id, { range: 'bytes=0-9', key: 'second-key' })
    expect(await looksAt(customer)).toHaveLength(2)
    now = new Date(now.getTime() + 11 * 60_000)
    await get(document.file_id, { range: 'bytes=0-9' })
    expect(await looksAt(customer)).toHaveLength(3)
  })

  it('answers HEAD without bytes, which is no look', async () => {
    const { customer, document } = await withPassport()
    const { status, headers, bytes } = await get(document.file_id, { method: 'HEAD' })
    expect([status, bytes.length]).toEqual([200, 0])
    expect(headers.get('content-length')).toBe(String(document.file_size))
    expect(await looksAt(customer)).toEqual([])
  })

  it.each([
    ['Reisepaß von Ada.jpg', `filename="Reisepa_ von Ada.jpg"; filename*=UTF-8''Reisepa%C3%9F%20von%20Ada.jpg`],
    ['"; x="\r\n.jpg', `filename="__ x__.jpg"; filename*=UTF-8''%22%3B%20x%3D%22.jpg`],
    ['../../etc/passwd.jpeg', `filename="passwd.jpg"; filename*=UTF-8''passwd.jpg`],
    ["l'(été)*.jpg", `filename="l___t___.jpg"; filename*=UTF-8''l%27%28%C3%A9t%C3%A9%29%2A.jpg`],
    ['.jpg', `filename="document.jpg"; filename*=UTF-8''document.jpg`],
  ])('of the name %j becomes %s', async (name, disposition) => {
    const customer = newCustomer()
    const { file_id } = await uploadAs(name, customer)
    const { headers } = await get(file_id)
    expect(headers.get('content-disposition')).toBe(`attachment; ${disposition}`)
  })

  it('can be looked at before it belongs to a document, and that is recorded too', async () => {
    const customer = newCustomer()
    const file_id = await storePhoto(manager, customer)
    expect((await get(file_id)).status).toBe(200)
    expect(await looksAt(customer)).toMatchObject([{ event: 'file.viewed', entity: 'file', entity_id: file_id }])
    const { file_id: ofStaff } = await uploadAs('sent by post.jpg', { brand: 'acme', customer_id: null })
    expect((await get(ofStaff)).status).toBe(200)
    expect((await get(ofStaff, { key: 'other-key' })).status).toBe(404)
  })

  it('is gone once its customer has removed the document', async () => {
    const customer = newCustomer()
    const { steps } = await manager.customers.open(customer, 'standard')
    const { id: step_id = '' } = steps.find(({ code }) => code === 'identity') ?? {}
    const file_id = await storePhoto(manager, customer)
    const put = { step_id, field: 'identity_document', file_id, document_type: 'passport', side: 'front' } as const
    const document = await manager.customers.attachDocument(customer, { ...put, country: 'FRA' }, randomUUID())
    expect((await get(file_id)).status).toBe(200)
    await manager.customers.removeDocument(customer, document.id)
    const { status, bytes } = await get(file_id)
    expect(status).toBe(404)
    expect(JSON.parse(Buffer.from(bytes).toString())).toMatchObject({ code: 'NOT_FOUND', reason: 'removed' })
  })

  it('is not available as JSON', async () => {
    const { document } = await withPassport()
    const params = { id: document.file_id }
    const { body } = await callHttp(manager, 'POST', '/rpc', { jsonrpc: '2.0', method: 'MngGetKycFile', params, id: 1 })
    expect(body.error.data).toMatchObject({ code: 'METHOD_NOT_ALLOWED', message: expect.stringContaining('REST') })
  })

  it('is served without a bug', () => {
    expect(bugs).toEqual([])
  })
})
