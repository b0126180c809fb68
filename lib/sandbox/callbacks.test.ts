import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCallbackInbox } from './callbacks'

const body = {
  tradingLogin: 67890,
  kycStatus: 'approved',
  kycLevel: 'standard',
  verificationDate: '2026-01-01T12:00:00.000Z',
  accountLimits: { dailyDeposit: 10_000, monthlyDeposit: 50_000, maxPosition: 100_000 },
  timestamp: '2026-01-01T12:00:00.000Z',
} as const

describe('the sandbox’s inbox of callbacks', () => {
  it('keeps what arrives in order, over a restart', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'inbox-')), 'callbacks.jsonl')
    const clock = () => new Date('2026-01-01T12:00:01Z')
    expect(await createCallbackInbox(path, clock).list()).toEqual([])
    await createCallbackInbox(path, clock).keep(body)
    await createCallbackInbox(path, clock).keep({ ...body, kycStatus: 'rejected' })
    const kept = await createCallbackInbox(path, clock).list()
    expect(kept.map((callback) => callback.body.kycStatus)).toEqual(['approved', 'rejected'])
    expect(kept[0]?.received_at).toBe('2026-01-01T12:00:01.000Z')
  })
})
