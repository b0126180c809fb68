import { describe, expect, it } from 'vitest'
import { createReadiness } from './ask-whether-ready'

function open(fails: Record<string, () => Promise<unknown>> = {}, keepMs = 0) {
  const asked: string[] = []
  const reported: string[] = []
  const check = (name: string, vital: boolean) => ({
    ...{ vital, keepMs },
    ask: async () => {
      asked.push(name)
      await fails[name]?.()
    },
  })
  const readiness = createReadiness({
    checks: { database: check('database', true), files: check('files', true), mail: check('mail', false) },
    report: (name) => reported.push(name),
    ...{ patienceMs: 50, keepBadMs: 0 },
  })
  return { readiness, asked, reported }
}
const broken = () => Promise.reject(new Error('down'))
const hanging = () => new Promise(() => {})

describe('whether requests can be served', () => {
  it('is asked of everything that they need', async () => {
    const { readiness, asked } = open()
    expect(await readiness()).toEqual({ ok: true, checks: { database: 'ok', files: 'ok', mail: 'ok' } })
    expect(asked).toEqual(['database', 'files', 'mail'])
  })

  it.each([
    ['broken', broken],
    ['hanging', hanging],
  ])('is denied with a %s database, and the log is told', async (_, failure) => {
    const { readiness, reported } = open({ database: failure })
    expect(await readiness()).toEqual({ ok: false, checks: { database: 'failed', files: 'ok', mail: 'ok' } })
    expect(reported).toEqual(['database'])
  })

  it('is not denied for want of mail, which is sent later', async () => {
    expect(await open({ mail: broken }).readiness()).toMatchObject({ ok: true, checks: { mail: 'failed' } })
  })

  it('is not asked anew for each who asks', async () => {
    const { readiness, asked } = open({}, 60_000)
    await Promise.all([readiness(), readiness(), readiness()])
    expect(asked).toHaveLength(3)
    await readiness()
    expect(asked).toHaveLength(3)
  })

  it('is asked anew of what failed', async () => {
    let isBack = false
    const { readiness } = open({ database: async () => isBack || broken() }, 60_000)
    expect(await readiness()).toMatchObject({ ok: false })
    isBack = true
    expect(await readiness()).toMatchObject({ ok: true })
  })
})
