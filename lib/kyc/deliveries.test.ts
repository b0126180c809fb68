import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { type StatusCallback, statusCallbackSchema } from '@/lib/contract/host/ctrader'
import { listen } from '@/lib/testing/http-server'
import { callHttp, DATABASES, newCustomer, openTestManager, PERSONAL, submitStandard } from '@/lib/testing/manager'
import { createCallbackDelivery, sandboxTemplates } from '.'
import { retryAfter } from './deliveries/receiver'

const HOUR = 3_600_000

describe.each(Object.entries(DATABASES))('on %s', (_, freshDatabase) => {
  describe('the status callback', () => {
    it('has the body of cTrader’s contract, with the limits of the level reached', async () => {
      const sent: StatusCallback[] = []
      const { manager } = await openTestManager({
        database: await freshDatabase(),
        receivers: { callback: async ({ body }) => void sent.push(JSON.parse(body)) },
      })
      const { kyc } = await submitStandard(manager)
      for (const step of kyc.steps) await callHttp(manager, 'POST', `/steps/${step.id}/approve`, {})
      await manager.deliverDue()
      expect(sent.map((body) => body.kycStatus)).toEqual(['pending', 'pending', 'approved'])
      expect(sent.map(({ accountLimits }) => accountLimits.dailyDeposit)).toEqual([0, 1_000, 10_000])
      expect(statusCallbackSchema.strict().parse(sent[2])).toMatchObject({
        tradingLogin: 67890,
        kycLevel: 'standard',
        accountLimits: { dailyDeposit: 10_000, monthlyDeposit: 50_000, maxPosition: 100_000 },
      })
    })

    it('is not sent for customers without a numeric trading login', async () => {
      const { manager, db } = await openTestManager({ database: await freshDatabase() })
      await submitStandard(manager, { ...newCustomer(), trading_login: null })
      const others = ['document.extract-mrz', 'profile.verify']
      expect(await db.selectFrom('jobs').select('id').where('kind', 'not in', others).execute()).toEqual([])
    })
  })

  describe('pending deliveries', () => {
    it('keep a customer’s order while one fails, without delaying other customers', async () => {
      let now = new Date('2026-11-20T12:00:00Z')
      let down = true
      const sent: string[] = []
      const held = newCustomer()
      const { manager } = await openTestManager({
        database: await freshDatabase(),
        clock: () => now,
        receivers: {
          callback: async ({ customer_id, body }) => {
            if (down && customer_id === held.customer_id) throw new Error('down')
            sent.push(`${customer_id === held.customer_id ? 'held' : 'free'} ${JSON.parse(body).kycStatus}`)
          },
        },
      })
      const { kyc } = await submitStandard(manager, held)
      await manager.deliverDue()
      for (const step of kyc.steps) await callHttp(manager, 'POST', `/steps/${step.id}/approve`, {})
      await submitStandard(manager)
      await manager.deliverDue()
      expect(sent).toEqual(['free pending'])

      down = false
      now = new Date(now.getTime() + HOUR)
      await manager.deliverDue()
      expect(sent).toEqual(['free pending', 'held pending', 'held pending', 'held approved'])
    })

    it('continue after a restart, for up to three days', async () => {
      let now = new Date('2026-11-20T12:00:00Z')
      const fails = async () => {
        throw new Error('down')
      }
      const first = await openTestManager({
        database: await freshDatabase(),
        clock: () => now,
        receivers: { callback: fails },
      })
      await submitStandard(first.manager)
      await first.manager.deliverDue()
      await first.manager.close()

      now = new Date(now.getTime() + 71 * HOUR)
      const sent: string[] = []
      const again = await openTestManager({
        ...first,
        directory: first.folder,
        clock: () => now,
        receivers: { callback: async ({ body }) => void sent.push(JSON.parse(body).kycStatus) },
      })
      await again.manager.deliverDue()
      expect(sent).toEqual(['pending'])
    })

    it('become dead letters after three days, which a reviewer can list and replay', async () => {
      let now = new Date('2026-11-20T12:00:00Z')
      let down = true
      const sent: string[] = []
      const { manager } = await openTestManager({
        database: await freshDatabase(),
        clock: () => now,
        receivers: {
          callback: async ({ id }) => {
            if (down) throw new Error('down')
            sent.push(id)
          },
        },
      })
      await submitStandard(manager)
      await manager.deliverDue()
      now = new Date(now.getTime() + 73 * HOUR)
      const callbacks = async () => (await manager.backlog()).find(({ lane }) => lane === 'callbacks')
      expect(await callbacks()).toMatchObject({ waiting: 1, dead: 0 })
      expect((await callbacks())?.oldest_seconds).toBeGreaterThan(72 * 3_600)
      down = false
      await manager.deliverDue()
      expect(sent).toEqual([])
      expect(await callbacks()).toEqual({ lane: 'callbacks', waiting: 0, oldest_seconds: 0, dead: 1 })

      const { items } = (await callHttp(manager, 'GET', '/deliveries?state=dead')).body
      expect(items).toMatchObject([{ kind: 'ctrader.kyc-status', attempts: 1, last_error: 'Error: down' }])
      const replayed = await callHttp(manager, 'POST', `/deliveries/${items[0].id}/replay`, {})
      expect(replayed).toMatchObject({ status: 200, body: { state: 'waiting' } })
      await manager.deliverDue()
      expect(sent).toEqual([items[0].id])
      expect((await callHttp(manager, 'GET', '/deliveries?state=delivered')).body.items).toHaveLength(1)
      const again = await callHttp(manager, 'POST', `/deliveries/${items[0].id}/replay`, {})
      expect(again).toMatchObject({ status: 409, body: { reason: 'delivered' } })
    })

    it('do not exist when the change is rolled back', async () => {
      const { manager, db } = await openTestManager({ database: await freshDatabase() })
      const customer = newCustomer()
      const opened = await manager.customers.open(customer, 'basic')
      await expect(
        manager.customers.submitStep(
          customer,
          opened.steps[0]?.id ?? '',
          { ...PERSONAL, nationality: 'QQQ' },
          'k-12345678',
        ),
      ).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
      expect(await db.selectFrom('jobs').select('id').where('kind', '!=', 'document.extract-mrz').execute()).toEqual([])
    })
  })

  describe('delivery over HTTP', () => {
    it('succeeds once the receiver is up again, with its token', async () => {
      let now = new Date('2026-11-20T12:00:00Z')
      const seen: { authorization: string | undefined; body: string }[] = []
      const receive: RequestListener = async (request, response) => {
        let body = ''
        for await (const chunk of request) body += chunk
        seen.push({ authorization: request.headers.authorization, body })
        response.end('{}')
      }
      const { url, port, close } = await listen(receive)
      await close()
      const { manager } = await openTestManager({
        database: await freshDatabase(),
        clock: () => now,
        receivers: { callback: createCallbackDelivery({ url, token: 'secret', fetch }) },
      })
      await submitStandard(manager)
      await manager.deliverDue()
      expect(seen).toEqual([])

      const again = await listen(receive, port)
      now = new Date(now.getTime() + HOUR)
      await manager.deliverDue()
      await again.close()
      expect(seen).toHaveLength(1)
      expect(seen[0]?.authorization).toBe('Bearer secret')
      expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ kycStatus: 'pending' })
    })

    it('goes to the cTrader server of the brand, which may know other people by the same logins', async () => {
      const seen: string[] = []
      const server = (name: string) =>
        listen((request, response) => {
          seen.push(`${name} ${request.headers.authorization}`)
          response.end('{}')
        })
      const [shared, own] = await Promise.all([server('shared'), server('own')])
      const brands = [{ brand: 'other', url: own.url, token: 'of-other' }]
      const { manager } = await openTestManager({
        database: await freshDatabase(),
        receivers: { callback: createCallbackDelivery({ url: shared.url, token: 'of-all', brands, fetch }) },
      })
      await manager.seed('other', sandboxTemplates(String))
      await submitStandard(manager, newCustomer('other'))
      await manager.deliverDue()
      expect(new Set(seen)).toEqual(new Set(['own Bearer of-other']))
      await submitStandard(manager, newCustomer('acme'))
      await manager.deliverDue()
      expect(seen.at(-1)).toBe('shared Bearer of-all')
      await Promise.all([shared.close(), own.close()])
    })

    it('fails on any answer other than 2xx', async () => {
      const { url, close } = await listen((_, response) => response.writeHead(302, { location: '/' }).end())
      await expect(createCallbackDelivery({ url, token: 'x', fetch })({ brand: 'acme', body: '{}' })).rejects.toThrow()
      await close()
    })
  })
})

it.each([
  ['120', 120_000],
  ['0', 0],
  ['Fri, 20 Nov 2026 12:01:00 GMT', 60_000],
  ['Fri, 20 Nov 2026 11:00:00 GMT', null],
  ['999999999', 24 * HOUR],
  ['soon', null],
  ['-5', null],
  [null, null],
])('parses Retry-After: %s', (header, milliseconds) => {
  expect(retryAfter(header, new Date('2026-11-20T12:00:00Z'))).toBe(milliseconds)
})
