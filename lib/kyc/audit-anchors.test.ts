import { appendFileSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Anchor } from '@/lib/contract/audit'
import { createAnchorBucket } from '@/lib/files/anchors/anchor-bucket'
import { createAnchorFile } from '@/lib/files/anchors/anchor-file'
import { type AnchorPlace, readAnchor } from '@/lib/files/anchors/anchor-place'
import { pauseDeliveries, resumeDeliveries } from '@/lib/jobs/pause'
import { listen } from '@/lib/testing/http-server'
import { startLockedBucket } from '@/lib/testing/locked-bucket'
import { newCustomer, openTestManager } from '@/lib/testing/manager'
import { startS3 } from '@/lib/testing/s3-server'
import { createAnchorWebhook } from '.'
import { signatureOf } from './deliveries/webhook'

const NOON = new Date('2026-11-20T12:00:00Z')
const clock = () => NOON
const SECRETS = ['old'.padEnd(24, '-'), 'new'.padEnd(24, '-')]
const path = () => join(mkdtempSync(join(tmpdir(), 'inapp-kyc-')), 'anchors.ndjson')
const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n')

/** A deployment that anchors its audit in these places. */
async function open(...auditAnchors: AnchorPlace[]) {
  const { manager, db, anchored } = await openTestManager({ auditAnchors })
  const live = async (brand = 'acme') => void (await manager.customers.open(newCustomer(brand), 'basic'))
  const cutOff = async (kept: number) => {
    await db.deleteFrom('audit').where('brand', '=', 'acme').where('sequence', '>', kept).execute()
    const last = db.selectFrom('audit').select('link').where('brand', '=', 'acme').where('sequence', '=', kept)
    const { link } = await last.executeTakeFirstOrThrow()
    await db
      .updateTable('audit_heads')
      .set({ sequence: kept, link: link ?? '' })
      .where('brand', '=', 'acme')
      .execute()
  }
  return { manager, db, anchored, live, cutOff }
}

/** A place, and what somebody takes out of it to verify with elsewhere. */
type Held = { place: AnchorPlace; exported: () => Promise<Anchor[]> }

async function bucket(options: { locked?: boolean; pageSize?: number } = {}) {
  const server = await startLockedBucket(options)
  onTestFinished(server.close)
  const client = new S3Client({
    ...{ endpoint: server.endpoint, region: 'us-east-1', forcePathStyle: true },
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  })
  onTestFinished(() => client.destroy())
  const place = createAnchorBucket({ url: server.url, mode: 'COMPLIANCE', days: 365, clock, idleMs: 300 })
  return { ...server, client, place }
}

/** A receiver that keeps every body as it came. */
async function receiver() {
  const [record, seen]: [string, { id: unknown; signature: unknown; body: string }[]] = [path(), []]
  const state = { answers: 204 as number | null }
  const server = await listen(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    if (state.answers === null) return
    if (state.answers < 300) {
      seen.push({ id: request.headers['kyc-event-id'], signature: request.headers['kyc-signature'], body })
      appendFileSync(record, body)
    }
    response.writeHead(state.answers).end('thanks')
  })
  onTestFinished(server.close)
  const place = createAnchorWebhook({ url: `${server.url}/anchors?tenant=7`, secrets: SECRETS, fetch, clock })
  return { place, record, seen, state }
}

const PLACES: Record<string, () => Promise<Held>> = {
  'a file': async () => {
    const file = path()
    return { place: createAnchorFile(file), exported: async () => (await createAnchorFile(file).read()).anchors }
  },
  'a bucket': async () => {
    const { place, versions } = await bucket()
    const copied = () => versions.map(({ body }) => body?.toString() ?? '')
    return { place, exported: async () => fromFile(copied().join('')) }
  },
  'a receiver': async () => {
    const { place, record } = await receiver()
    return { place, exported: () => fromFile(readFileSync(record, 'utf8')) }
  },
}

async function fromFile(text: string): Promise<Anchor[]> {
  const file = path()
  writeFileSync(file, text)
  const { anchors, faults } = await createAnchorFile(file).read()
  expect(faults).toEqual([])
  return anchors
}

describe.each(Object.entries(PLACES))('the anchors of the audit in %s', (_, make) => {
  it('say how each brand’s audit ended, once for each end, and verify it without the place', async () => {
    const { place, exported } = await make()
    const { manager, anchored, live } = await open(place)
    await live()
    await live('other')
    await manager.audit.anchor()
    await manager.audit.anchor()
    expect((await exported()).map(({ brand }) => brand).sort()).toEqual(['acme', 'other'])
    await live()
    await manager.audit.anchor()
    const anchors = await exported()
    expect(anchors.map(({ brand }) => brand).sort()).toEqual(['acme', 'acme', 'other'])
    expect((await manager.audit.verify('acme', anchors)).faults).toEqual([])
    expect(await manager.audit.brands(anchors)).toEqual(['acme', 'other'])
    expect(anchored).toEqual([place.name, place.name, place.name])
  })

  it('find a tail that was cut off, which is told, and is not anchored', async () => {
    const { place, exported } = await make()
    const { manager, live, cutOff } = await open(place)
    await live()
    await manager.audit.anchor()
    const before = await exported()
    const sequence = before[0]?.sequence ?? 0
    await cutOff(sequence - 2)
    await expect(manager.audit.anchor()).rejects.toThrow('The audit of acme does not end as it was written')
    const anchors = await exported()
    expect(anchors).toEqual(before)
    const { faults } = await manager.audit.verify('acme', anchors)
    expect(faults).toMatchObject([{ fault: 'cut_off', sequence: sequence - 1, last: sequence }])
  })

  it('are not written for an end that somebody without the key has written', async () => {
    const { place } = await make()
    const { manager, db, anchored, live } = await open(place)
    await live()
    await db.updateTable('audit_heads').set({ link: 'forged' }).where('brand', '=', 'acme').execute()
    await expect(manager.audit.anchor()).rejects.toThrow('acme')
    expect(await place.since([{ brand: 'acme', sequence: 1 }])).toEqual([])
    expect(anchored).toEqual([])
  })
})

describe('an anchor file', () => {
  it('goes on in a new line after half of one, which is found, and only its owner reads it', async () => {
    const file = path()
    const { manager, live } = await open(createAnchorFile(file))
    await live()
    await manager.audit.anchor()
    appendFileSync(file, '{"brand":"ac')
    await live()
    await manager.audit.anchor()
    const { anchors, faults } = await createAnchorFile(file).read()
    expect([anchors.length, faults]).toEqual([2, ['line 2 is no anchor']])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('says beforehand where it cannot be written', async () => {
    expect(await createAnchorFile(path()).warning()).toBeNull()
    expect(await createAnchorFile('/nowhere/anchors.ndjson').warning()).toContain('folder is missing')
  })
})

describe('a bucket of anchors', () => {
  it('locks each until its day, and lets nobody remove it', async () => {
    const { place, versions, client } = await bucket()
    const { manager, live } = await open(place)
    await live()
    await manager.audit.anchor()
    const [{ key, id, mode, until } = { key: '', id: '', mode: '', until: '' }] = versions
    expect(key).toMatch(/^audit\/acme\/\d{16}\.json$/)
    expect([mode, new Date(until ?? '')]).toEqual(['COMPLIANCE', new Date('2027-11-20T12:00:00Z')])
    const remove = new DeleteObjectCommand({ Bucket: 'anchors', Key: key, VersionId: id })
    await expect(client.send(remove)).rejects.toThrow('AccessDenied')
    expect(await place.warning()).toBeNull()
  })

  it('is never written over: another anchor of the same row is refused, the same again is not', async () => {
    const { place, versions } = await bucket()
    const { manager, live } = await open(place)
    await live()
    await manager.audit.anchor()
    const anchor = readAnchor(versions[0]?.body?.toString() ?? '') as Anchor
    await place.keep({ ...anchor, at: '2026-11-20T13:00:00.000Z' })
    await expect(place.keep({ ...anchor, link: 'another' })).rejects.toThrow('has something else for row')
    expect(versions).toHaveLength(1)
  })

  it('tells of what somebody put over an anchor or marked as deleted, and still finds the cut-off tail', async () => {
    const { place, versions, client } = await bucket({ pageSize: 1 })
    const { manager, live, cutOff } = await open(place)
    await live()
    await manager.audit.anchor()
    await live()
    await manager.audit.anchor()
    const [first, second] = versions.map(({ key }) => key)
    await client.send(new PutObjectCommand({ Bucket: 'anchors', Key: first, Body: '{"brand":"acme"}' }))
    await client.send(new DeleteObjectCommand({ Bucket: 'anchors', Key: second }))
    const { anchors = [], faults } = (await place.read?.()) ?? {}
    expect(anchors).toHaveLength(2)
    expect(faults).toEqual([
      `${first} is no anchor, or not the one that it is called`,
      `${first} was written over; what it was is still there`,
      `${second} was deleted; what it was is still there`,
    ])
    const sequence = Math.max(...anchors.map((anchor) => anchor.sequence))
    await cutOff(sequence - 1)
    expect((await manager.audit.verify('acme', anchors)).faults).toMatchObject([{ fault: 'cut_off', last: sequence }])
    await expect(manager.audit.anchor()).rejects.toThrow('does not end as it was written')
  })

  it('knows an anchor under another name for what it is, and anchors on', async () => {
    const { place, versions, client } = await bucket()
    const { manager, live } = await open(place)
    await live()
    await manager.audit.anchor()
    const Key = versions[0]?.key.replace(/\d+/, '9999999999999999')
    await client.send(new PutObjectCommand({ Bucket: 'anchors', Key, Body: versions[0]?.body ?? '' }))
    await live()
    await manager.audit.anchor()
    const { anchors = [], faults } = (await place.read?.()) ?? {}
    expect([anchors.length, faults]).toEqual([2, [`${Key} is no anchor, or not the one that it is called`]])
  })

  it('without object lock is told beforehand, and takes none', async () => {
    const { place, versions } = await bucket({ locked: false })
    const { manager, live } = await open(place)
    await live()
    expect(await place.warning()).toContain('the bucket has no object lock')
    await expect(manager.audit.anchor()).rejects.toThrow('the bucket has no object lock')
    expect(versions).toEqual([])
    // A store that knows no object lock at all.
    const { endpoint, stop } = await startS3('anchors')
    onTestFinished(stop)
    const url = `s3://S3RVER:S3RVER@anchors?endpoint=${endpoint}`
    const unknown = createAnchorBucket({ url, mode: 'COMPLIANCE', days: 1, clock })
    expect(await unknown.warning()).toContain('the bucket has no object lock')
  })

  it.each([
    ['is away', (server: Awaited<ReturnType<typeof bucket>>) => server.close()],
    ['hangs', (server: Awaited<ReturnType<typeof bucket>>) => server.interfereWith(() => true)],
    [
      'stops in the middle of its answer',
      (server: Awaited<ReturnType<typeof bucket>>) =>
        server.interfereWith((_, response) => response.writeHead(200, { 'content-length': 100 }).write('<')),
    ],
    [
      'answers without end',
      (server: Awaited<ReturnType<typeof bucket>>) =>
        server.interfereWith((_, response) => {
          const fill = () => void response.write('<!-- -->'.repeat(8_192), () => setImmediate(fill))
          response.writeHead(200).on('error', () => {})
          fill()
          return true
        }),
    ],
  ])('that %s holds up neither the other places nor the audit, and gets later what it lacks', async (name, fail) => {
    const said = name === 'answers without end' ? 'The answer is larger' : 'it was not taken'
    const server = await bucket()
    const file = path()
    const { manager, anchored, live } = await open(server.place, createAnchorFile(file))
    await live()
    await fail(server)
    await expect(manager.audit.anchor()).rejects.toThrow(`${server.place.name}: ${said}`)
    expect(linesOf(file)).toHaveLength(1)
    expect(anchored).toEqual([file])
    expect(await server.place.warning()).toContain('does not answer')
    await live()
    expect((await manager.audit.verify('acme')).faults).toEqual([])
    if (name === 'is away') return
    server.interfereWith(null)
    await manager.audit.anchor()
    expect(server.versions).toHaveLength(1)
    expect(linesOf(file)).toHaveLength(2)
  })
})

describe('a receiver of anchors', () => {
  it('gets each signed as webhooks are, under the same id when it comes again', async () => {
    const { place, seen } = await receiver()
    const { manager, live } = await open(place)
    await live()
    await manager.audit.anchor()
    const [first] = seen
    expect(first?.signature).toBe(signatureOf(first?.body ?? '', SECRETS, NOON))
    expect(place.name).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/anchors$/)
    await place.keep(readAnchor(first?.body ?? '') as Anchor)
    expect(seen[1]?.id).toBe(first?.id)
  })

  it.each([
    ['hangs', null, 'it was not taken'],
    ['refuses', 503, 'The receiver answered 503'],
    ['leads elsewhere', 302, 'it was not taken'],
  ])(
    'that %s holds up neither the other places nor the audit, and gets later what it lacks',
    async (_, answers, said) => {
      const { place, seen, state } = await receiver()
      const server = await bucket()
      const { manager, anchored, live } = await open(place, server.place)
      await live()
      await live('other')
      state.answers = answers
      const run = manager.audit.anchor().catch(String)
      await expect.poll(() => anchored).toEqual([server.place.name])
      expect(server.versions).toHaveLength(2)
      await live()
      expect(await run).toContain(`${place.name}: ${said}`)
      state.answers = 200
      await manager.audit.anchor()
      expect(seen.map(({ body }) => readAnchor(body)?.brand).sort()).toEqual(['acme', 'other'])
      expect(anchored.toSorted()).toEqual([place.name, server.place.name, server.place.name].toSorted())
    },
  )
})

it('a copy of the data that tells nobody anything anchors nothing, until it does', async () => {
  const { place, seen } = await receiver()
  const { manager, db, live } = await open(place)
  await live()
  await pauseDeliveries(db, { reason: 'restored', detail: '', since: NOON.toISOString() })
  await manager.audit.anchor()
  expect(seen).toEqual([])
  await resumeDeliveries(db)
  await manager.audit.anchor()
  expect(seen).toHaveLength(1)
})

it('an anchor that somebody without the key has put there keeps none of ours out, and is told', async () => {
  const file = path()
  const { manager, live } = await open(createAnchorFile(file))
  await live()
  await manager.audit.anchor()
  const [ours] = linesOf(file)
  appendFileSync(file, `${JSON.stringify({ ...JSON.parse(ours ?? ''), sequence: 1_000 })}\n`)
  await live()
  await manager.audit.anchor()
  expect(linesOf(file)).toHaveLength(3)
  const { anchors } = await createAnchorFile(file).read()
  expect((await manager.audit.verify('acme', anchors)).faults).toMatchObject([
    { fault: 'false_anchor', sequence: 1_000 },
  ])
})
