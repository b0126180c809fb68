import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepSaid } from '@/components/capture/choose/said-kinds'
import type { CustomerDocument } from '@/lib/contract/customer'
import { fieldsLeftUnsaid } from './unsaid-documents'

const front = (more: Partial<CustomerDocument> = {}): CustomerDocument => ({
  ...{ id: 'a', step_id: 'identity', field: 'identity_document', file_id: 'f', document_type: 'passport' },
  ...{ side: 'front', country: null, status: 'uploaded', rejection: null, file_name: 'a.jpg', checksum: 'a' },
  ...{ content_type: 'image/jpeg', file_size: 1, notes: [], extraction: 'pending', extracted: {} },
  ...{ created_at: '2026-11-20T12:00:00.000Z', ...more },
})

describe('a picture of which nobody has said which document it is, when the form is sent', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** What comes of it when the server has these one after the other, and how often it was asked. */
  async function leftOf(...states: CustomerDocument[]) {
    const look = vi.fn(async () => [states[Math.min(look.mock.calls.length, states.length) - 1] ?? front()])
    const left = fieldsLeftUnsaid(look)
    await vi.runAllTimersAsync()
    return { left: await left, looks: look.mock.calls.length }
  }

  it('is waited for while it is being read, and may name itself', async () => {
    const read = front({ country: 'POL', extraction: 'done' })
    expect(await leftOf(front(), front(), read)).toEqual({ left: [], looks: 3 })
  })

  it('is asked about once nothing was read, or the reading takes too long', async () => {
    expect(await leftOf(front(), front({ extraction: 'none' }))).toEqual({ left: ['identity_document'], looks: 2 })
    const { left, looks } = await leftOf(front())
    expect(left).toEqual(['identity_document'])
    expect(looks).toBeLessThan(15)
  })

  it('holds nobody up who has named it, or whose server cannot be asked', async () => {
    keepSaid('named', Promise.resolve(true))
    expect(await leftOf(front({ id: 'named' }))).toEqual({ left: [], looks: 1 })
    expect(await fieldsLeftUnsaid(async () => null)).toEqual([])
  })
})
