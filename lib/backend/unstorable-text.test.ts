import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Manager } from '@/lib/kyc'
import { callHttp, DATABASES, newCustomer, openTestManager, PERSONAL } from '@/lib/testing/manager'
import { createCustomerApi } from './customer-api'
import { createEmbeddedBackend } from './embedded'

const UNSTORABLE = { 'a NUL': 'a\u0000b', 'half a character': 'a\ud800b' }

describe.each(Object.entries(DATABASES))('text that no database holds, on %s', (_, freshDatabase) => {
  let manager: Manager
  let bugs: unknown[]
  beforeAll(async () => {
    ;({ manager, bugs } = await openTestManager({ database: await freshDatabase() }))
  })

  describe.each(Object.entries(UNSTORABLE))('%s', (_, text) => {
    it.each([
      ['POST', '/templates', { code: 'x', title: text, level: 1 }, 'title'],
      ['POST', '/templates', { code: 'x', title: { en: text }, level: 1 }, 'title.en'],
      [
        'POST',
        '/templates',
        {
          code: 'x',
          title: 'X',
          level: 1,
          form_schema: { sections: [{ fields: [{ name: 'a', type: 'text', note: text }] }] },
        },
        'form_schema.sections[0].fields[0].note',
      ],
      ['POST', '/required-level', { customer_id: text, required_level: 1 }, 'customer_id'],
      ['POST', `/profiles/${randomUUID()}/risk-level`, { risk_level: 1, comment: text }, 'comment'],
      ['GET', `/profiles?text=${encodeURIComponent('a\u0000b')}`, undefined, 'text'],
    ])('is refused by the manager API, named by its path: %s %s', async (method, path, body, field) => {
      const { status, body: answer } = await callHttp(manager, method, path, body)
      expect({ status, ...answer }).toMatchObject({ status: 422, field, faults: [{ path: field, code: 'characters' }] })
      expect(bugs).toEqual([])
    })

    it('is refused in answers that staff submit, and in a decision', async () => {
      const customer = newCustomer()
      const { steps } = await manager.customers.open(customer, 'basic')
      const step = steps[0]?.id
      const answers = { ...PERSONAL, first_name: text }
      const submitted = await callHttp(manager, 'POST', `/steps/${step}/submit`, {
        answers,
        justification: 'By phone today',
      })
      expect(submitted).toMatchObject({ status: 422, body: { field: 'answers.first_name' } })
      const rejected = { reason_code: 'other', comment: text }
      const refused = await callHttp(manager, 'POST', `/steps/${step}/reject`, rejected)
      expect(refused).toMatchObject({ status: 422, body: { field: 'comment' } })
      expect(bugs).toEqual([])
    })

    it('is refused by the customer API, and makes nobody', async () => {
      const reported: unknown[] = []
      const api = createCustomerApi({
        ...{ backend: createEmbeddedBackend(manager), keys: [{ key: 'service' }], brandOf: (named) => named ?? 'acme' },
        report: (error) => reported.push(error),
      })
      const open = async (id: string, body: object) => {
        const init = { method: 'POST', headers: { authorization: 'Bearer service' }, body: JSON.stringify(body) }
        const response = await api(new Request(`http://kyc.test/kyc/customers/${id}/open`, init))
        return { status: response.status, ...(await response.json()) }
      }
      expect(await open('a%00b', { level: 'basic' })).toMatchObject({ status: 404, code: 'NOT_FOUND' })
      expect(await open('x'.repeat(129), { level: 'basic' })).toMatchObject({ status: 404, code: 'NOT_FOUND' })
      const id = randomUUID()
      for (const field of ['email', 'trading_login', 'language'])
        expect(await open(id, { level: 'basic', [field]: text })).toMatchObject({ status: 422, field })
      expect((await callHttp(manager, 'GET', `/profiles?customer_id=${id}`)).body.items).toEqual([])
      expect(reported).toEqual([])
    })

    it('may be typed, and is told of when the step is submitted', async () => {
      const customer = newCustomer()
      const { steps } = await manager.customers.open(customer, 'basic')
      const [step] = steps
      const answers = { ...PERSONAL, first_name: text }
      await manager.customers.saveDraft(customer, step?.id ?? '', answers)
      await expect(manager.customers.submitStep(customer, step?.id ?? '', answers, randomUUID())).rejects.toMatchObject(
        {
          code: 'VALIDATION_FAILED',
          details: { faults: [{ path: 'answers.first_name', code: 'characters' }] },
        },
      )
    })
  })
})
