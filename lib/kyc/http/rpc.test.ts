import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { callHttp, openTestManager } from '@/lib/testing/manager'
import type { Manager } from '..'

let manager: Manager
beforeAll(async () => {
  ;({ manager } = await openTestManager())
})

async function rpc(body: unknown, key?: string) {
  return callHttp(manager, 'POST', '/rpc', body, key)
}
const call = (method: string, params: object = {}, id: unknown = 1) => ({ jsonrpc: '2.0', method, params, id })

describe('a call by canonical name', () => {
  it('answers as the route of the same method does', async () => {
    const { status, body } = await rpc(call('MngGetKycStepTemplates', { limit: 2 }, 'a'))
    expect(status).toBe(200)
    expect(body).toEqual({
      jsonrpc: '2.0',
      id: 'a',
      result: (await callHttp(manager, 'GET', '/templates?limit=2')).body,
    })
  })

  it.each([
    ['{', -32700],
    ['[]', -32600],
    [JSON.stringify(call('x', [] as never)), -32600],
    [JSON.stringify({ method: 'MngGetKycAudit', id: 1 }), -32600],
    [JSON.stringify(call('MngNothing')), -32601],
    [JSON.stringify(call('constructor')), -32601],
    [JSON.stringify(call('MngGetKycProfiles', { limit: 0 })), -32602],
    [JSON.stringify(call('MngGetKycProfile', { id: randomUUID() })), -32000],
  ])('refuses %s with %i', async (body, code) => {
    const answer = await rpc(body)
    expect(answer).toMatchObject({ status: 200, body: { jsonrpc: '2.0', error: { code } } })
  })

  it('returns the same error as the route', async () => {
    const { body } = await rpc(call('MngGetKycProfiles', { limit: 0 }))
    expect(body.error.data).toMatchObject({ code: 'VALIDATION_FAILED', field: 'limit' })
  })

  it('may have the name of a workflow hook, with the same input', async () => {
    const [customer_id, other] = [randomUUID(), randomUUID()]
    const raised = await rpc(call('kyc.set_required_level', { customer_id, required_level: 2 }))
    expect(raised.body).toMatchObject({ result: { customer_id, required_level: 2 } })
    const { items } = (await callHttp(manager, 'GET', '/templates?code=email')).body
    const required = await rpc(call('kyc.require_step', { customer_id: other, template_id: items[0].id }))
    expect(required.body).toMatchObject({ result: { code: 'email', status: 0 } })
    const refused = await rpc(call('kyc.require_step', { customer_id: other }))
    expect(refused.body.error).toMatchObject({ code: -32602, data: { field: 'template_id' } })
    const audit = (await callHttp(manager, 'GET', `/audit?customer_id=${other}`)).body.items
    expect(audit.map(({ action }: { action: string }) => action)).toContain('MngRequireKycStep')
  })

  it('requires a key, and at most a megabyte', async () => {
    expect(await rpc(call('MngGetKycAudit'), '')).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
    expect(await rpc(call('MngGetKycAudit', { cursor: 'x'.repeat(1024 * 1024) }))).toMatchObject({ status: 413 })
  })
})

describe('a batch', () => {
  it('runs in order, and answers every call that has an id', async () => {
    const customer_id = randomUUID()
    const { body } = await rpc([
      call('MngSetKycRequiredLevel', { customer_id, required_level: 1 }, 1),
      { jsonrpc: '2.0', method: 'MngSetKycRequiredLevel', params: { customer_id, required_level: 2 } },
      call('MngGetKycProfiles', { customer_id }, 2),
      call('MngNothing', {}, 3),
      'nothing',
    ])
    expect(body).toMatchObject([
      { id: 1, result: { required_level: 1 } },
      { id: 2, result: { items: [{ required_level: 2 }] } },
      { id: 3, error: { code: -32601 } },
      { id: null, error: { code: -32600 } },
    ])
  })

  it('of notifications gets no answer', async () => {
    const request = new Request('http://manager.test/manager/kyc/rpc', {
      method: 'POST',
      headers: { authorization: 'Bearer acme-key' },
      body: JSON.stringify([{ jsonrpc: '2.0', method: 'MngGetKycAudit' }]),
    })
    expect((await manager.handle(request)).status).toBe(204)
  })

  it('has at most a hundred calls', async () => {
    const { body } = await rpc(Array.from({ length: 101 }, () => call('MngGetKycAudit')))
    expect(body.error.code).toBe(-32600)
  })
})
