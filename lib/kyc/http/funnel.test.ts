import { beforeAll, describe, expect, it } from 'vitest'
import type { FunnelCount } from '@/lib/contract/host/funnel'
import type { Manager } from '@/lib/kyc'
import { callHttp, DATABASES, openTestManager } from '@/lib/testing/manager'

const AT = { brand: 'acme', screen: 'kyc', step: 'personal', device: 'phone', language: 'en' } as const
const passed = (stage: FunnelCount['stage'], people: number, seconds = 0, place: Partial<FunnelCount> = {}) => ({
  ...{ ...AT, ...place },
  ...{ stage, people, seconds },
})

describe.each(Object.entries(DATABASES))('how far people come, on %s', (_, freshDatabase) => {
  let now = new Date('2026-11-20T12:00:00Z')
  let manager: Manager
  const read = async (query = '', key = 'acme-key') => callHttp(manager, 'GET', `/funnel${query}`, undefined, key)

  beforeAll(async () => {
    ;({ manager } = await openTestManager({ database: await freshDatabase(), clock: () => now }))
    await manager.countFunnel([passed('opened', 10), passed('began', 8, 80), passed('submitted', 6, 360)])
    await manager.countFunnel([
      ...[passed('opened', 2, 0, { language: 'mt' }), passed('submitted', 1, 10, { language: 'mt' })],
      ...[passed('opened', 7, 0, { device: 'computer' }), passed('opened', 4, 0, { step: '', screen: 'status' })],
      passed('opened', 50, 0, { brand: 'other' }),
    ])
    now = new Date('2026-11-21T12:00:00Z')
    await manager.countFunnel([passed('opened', 5), passed('submitted', 2, 20)])
    await manager.countFunnel([])
  })

  it('is a row for each step of a screen, of the caller’s brand, over the days that are asked for', async () => {
    const personal = { screen: 'kyc', step: 'personal' }
    expect((await read()).body).toEqual({
      ...{ from: '2026-10-23', to: '2026-11-21', left_out: 1 },
      items: [{ ...personal, opened: 24, began: 8, submitted: 9, seconds: 43 }],
    })
    expect((await read('?from=2026-11-21&to=2026-11-21')).body).toEqual({
      ...{ from: '2026-11-21', to: '2026-11-21', left_out: 0 },
      items: [{ ...personal, opened: 5, began: 0, submitted: 2, seconds: null }],
    })
    expect((await read('', 'other-key')).body.items).toMatchObject([{ opened: 50 }])
  })

  it('is told by device and by language, and of few people not at all', async () => {
    expect((await read('?by=device')).body).toMatchObject({
      left_out: 1,
      items: [
        { device: 'computer', opened: 7, submitted: 0 },
        { device: 'phone', opened: 17 },
      ],
    })
    const { body } = await read('?by=language')
    expect(body).toMatchObject({ left_out: 2, items: [{ language: 'en', opened: 22, submitted: 8 }] })
    expect(JSON.stringify(body)).not.toContain('mt')
  })

  it('is closed to dealers, and refuses what is no day', async () => {
    expect(await read('', 'dealer-key')).toMatchObject({ status: 403 })
    expect(await read('?from=yesterday')).toMatchObject({ status: 422, body: { field: 'from' } })
    expect(await read('?by=customer_id')).toMatchObject({ status: 422, body: { field: 'by' } })
  })

  it('is forgotten after two years', async () => {
    now = new Date('2028-12-01T12:00:00Z')
    await manager.sweepDue()
    expect((await read('?from=2026-01-01&to=2028-12-01')).body).toMatchObject({ items: [], left_out: 0 })
  })
})
