import { describe, expect, it } from 'vitest'
import { deviceClassOf, type FunnelCount, type FunnelPlace } from '@/lib/contract/host/funnel'
import { createFunnel, createFunnelStore } from './funnel'

const PLACE: FunnelPlace = { brand: 'acme', screen: 'kyc', step: 'personal', device: 'phone', language: 'mt' }

function open() {
  const counted: FunnelCount[] = []
  let now = 0
  const pass = (seconds: number) => {
    now += seconds * 1_000
  }
  const funnel = createFunnel({ now: () => now, count: (passed) => counted.push(passed) })
  return { funnel, counted, pass }
}

describe('the funnel', () => {
  it('counts each stage of a step once per session, with the seconds since it was shown', () => {
    const { funnel, counted, pass } = open()
    for (let again = 0; again < 3; again += 1) funnel.open('session-1', PLACE, 'step-1')
    pass(20)
    for (let again = 0; again < 3; again += 1) funnel.proceed('session-1', 'step-1', 'began')
    pass(40)
    funnel.proceed('session-1', 'step-1', 'submitted')
    funnel.proceed('session-1', 'step-1', 'submitted')
    expect(counted).toEqual([
      { ...PLACE, stage: 'opened', seconds: 0 },
      { ...PLACE, stage: 'began', seconds: 20 },
      { ...PLACE, stage: 'submitted', seconds: 60 },
    ])
  })

  it('tells sessions, steps and screens apart, and keeps in a count nothing of a session', () => {
    const { funnel, counted } = open()
    funnel.open('session-1', PLACE, 'step-1')
    funnel.open('session-2', PLACE, 'step-1')
    funnel.open('session-1', { ...PLACE, step: 'identity' }, 'step-2')
    funnel.open('session-1', { ...PLACE, screen: 'status', step: '' }, null)
    funnel.proceed('session-1', 'step-2', 'submitted')
    expect(counted.map(({ screen, step, stage }) => [screen, step, stage])).toEqual([
      ['kyc', 'personal', 'opened'],
      ['kyc', 'personal', 'opened'],
      ['kyc', 'identity', 'opened'],
      ['status', '', 'opened'],
      ['kyc', 'identity', 'began'],
      ['kyc', 'identity', 'submitted'],
    ])
    expect(JSON.stringify(counted)).not.toMatch(/session-|step-/)
  })

  it('counts nothing of a step that it has not seen opened', () => {
    const { funnel, counted } = open()
    funnel.proceed('session-1', 'step-1', 'submitted')
    expect(counted).toEqual([])
  })

  it('is stored in one statement for many, and nothing is lost while that fails', async () => {
    const stored: unknown[][] = []
    let [fails, failures] = [true, 0]
    const { add, flush } = createFunnelStore({
      async store(counts) {
        if (fails) throw new Error('away')
        stored.push([...counts])
      },
      failed() {
        failures += 1
      },
    })
    for (let i = 0; i < 3; i += 1) add({ ...PLACE, stage: 'submitted', seconds: 10 })
    add({ ...PLACE, stage: 'opened', seconds: 0 })
    await flush()
    fails = false
    add({ ...PLACE, stage: 'submitted', seconds: 30 })
    await flush()
    await flush()
    expect(failures).toBe(1)
    expect(stored.flat()).toEqual([
      { ...PLACE, stage: 'submitted', seconds: 60, people: 4 },
      { ...PLACE, stage: 'opened', seconds: 0, people: 1 },
    ])
  })

  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148', 'phone'],
    ['Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36', 'phone'],
    ['Mozilla/5.0 (Linux; Android 15; SM-X710) AppleWebKit/537.36 Chrome/140 Safari/537.36', 'tablet'],
    ['Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148', 'tablet'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140 Safari/537.36', 'computer'],
    [null, 'computer'],
  ])('takes %s for a %s', (userAgent, device) => {
    expect(deviceClassOf(userAgent)).toBe(device)
  })
})
