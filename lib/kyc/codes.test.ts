import { describe, expect, it } from 'vitest'
import { backOfficeOf, createTestMailbox, DATABASES, newCustomer, openTestManager } from '@/lib/testing/manager'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const FIELD = 'email'

describe.each(Object.entries(DATABASES))('codes, on %s', (_, freshDatabase) => {
  async function open({ mail = true } = {}) {
    let now = new Date('2026-11-20T12:00:00Z')
    const mailbox = createTestMailbox()
    let refused = ''
    const receive: typeof mailbox.receive = async (email) => {
      if (email.to === refused) throw Object.assign(new Error('No such mailbox'), { responseCode: 550 })
      await mailbox.receive(email)
    }
    const { manager, db } = await openTestManager({
      ...{ database: await freshDatabase(), receivers: { email: mail ? receive : null }, clock: () => now },
    })
    const ada = newCustomer()
    await manager.customers.open(ada, 'basic')
    await backOfficeOf(manager).requireEmail(ada.customer_id)
    const id = (await manager.customers.read(ada)).steps.find(({ code }) => code === 'email')?.id ?? ''
    return {
      ...{ manager, db, ada, id },
      refuse: (address: string) => {
        refused = address
      },
      pass: (time: number) => {
        now = new Date(now.getTime() + time)
      },
      send: (address = 'ada@example.com') => manager.customers.sendCode(ada, id, { field: FIELD, address }),
      check: (code: string) => manager.customers.checkCode(ada, id, { field: FIELD, code }),
      codeTo: (address = 'ada@example.com') => mailbox.codeSentTo(manager, address),
    }
  }
  const other = (code: string) => (code === '000000' ? '111111' : '000000')

  it('are valid for ten minutes', async () => {
    const { send, check, codeTo, pass } = await open()
    expect(await send()).toEqual({ expires_at: '2026-11-20T12:10:00.000Z', again_at: '2026-11-20T12:00:30.000Z' })
    pass(10 * MINUTE)
    await expect(check(await codeTo())).rejects.toMatchObject({ code: 'CODE_ENDED' })
  })

  it('allow five tries, even concurrent ones', async () => {
    const { send, check, codeTo } = await open()
    await send()
    const code = await codeTo()
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => check(other(code))))
    const codes = tries.map((result) => (result.status === 'rejected' ? result.reason.code : 'right'))
    expect(codes.filter((it) => it === 'CODE_WRONG')).toHaveLength(5)
    expect(codes.filter((it) => it === 'CODE_ENDED')).toHaveLength(15)
    await expect(check(code)).rejects.toMatchObject({ code: 'CODE_ENDED' })
  })

  it('replace each other, but not too soon or too often', async () => {
    const { send, check, codeTo, pass } = await open()
    await send()
    const first = await codeTo()
    await expect(send()).rejects.toMatchObject({ code: 'CODE_TOO_SOON' })
    for (let i = 0; i < 4; i += 1) {
      pass(30 * SECOND)
      await send()
    }
    const last = await codeTo()
    if (first !== last) await expect(check(first)).rejects.toMatchObject({ code: 'CODE_WRONG' })
    pass(30 * SECOND)
    await expect(send()).rejects.toMatchObject({ code: 'CODE_TOO_SOON' })
    pass(60 * MINUTE)
    await send()
    expect(await check(await codeTo())).toEqual({ version: expect.any(Number) })
  })

  it('verify one address: another one needs a new code', async () => {
    const { manager, ada, send, check, codeTo, pass } = await open()
    const verified = async () =>
      (await manager.customers.read(ada)).steps.find(({ code }) => code === 'email')?.verified
    await send()
    await check(await codeTo())
    expect(await verified()).toEqual({ email: 'ada@example.com' })
    pass(MINUTE)
    await send('eve@example.com')
    expect(await verified()).toEqual({})
  })

  it('arrive although an earlier one went to an address that the mail server refuses', async () => {
    const { manager, ada, send, codeTo, pass, refuse } = await open()
    refuse('typo@example.invalid')
    await send('typo@example.invalid')
    await manager.deliverDue()
    pass(31 * SECOND)
    await send(ada.email ?? '')
    expect(await codeTo(ada.email ?? '')).toMatch(/^\d{6}$/)
  })

  it('are never stored as plaintext', async () => {
    const { db, send, codeTo } = await open()
    await send()
    const code = await codeTo()
    const rows = [
      await db.selectFrom('codes').select('code').execute(),
      await db.selectFrom('jobs').select('input').execute(),
      await db.selectFrom('audit').selectAll().execute(),
    ]
    expect(JSON.stringify(rows)).not.toContain(`"${code}"`)
  })

  it('cannot be sent without a mail server', async () => {
    const { send } = await open({ mail: false })
    await expect(send()).rejects.toMatchObject({ code: 'CONFLICT', details: { reason: 'no_mail' } })
  })
})
