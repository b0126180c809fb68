import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Identity } from '@/lib/contract/customer'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import { callHttp, DATABASES, openTestManager, storePhoto, submitStandard } from '@/lib/testing/manager'

/** Nobody decides what they have not seen, and customers correct what nobody has decided. */
describe.each(Object.entries(DATABASES))('submissions, on %s', (_, freshDatabase) => {
  async function open() {
    const { manager } = await openTestManager({ database: await freshDatabase() })
    const { customer, stepId } = await submitStandard(manager)
    const call = (method: string, path: string, body?: unknown, key?: string) =>
      callHttp(manager, method, path, body, key)
    const seen = async (code: string) => (await call('GET', `/steps/${stepId(code)}`)).body
    const replacePassport = async (owner: Identity = customer) => {
      const file_id = await storePhoto(manager, owner)
      const passport = { field: 'identity_document', document_type: 'passport', side: 'front', country: 'FRA' } as const
      const request = { step_id: stepId('identity'), file_id, ...passport }
      return manager.customers.attachDocument(owner, request, randomUUID())
    }
    return { manager, customer, stepId, call, seen, replacePassport }
  }

  it('are numbered, on the step and in webhooks, from 0 for a step that was never sent', async () => {
    const webhooks: { type: string; data: { code?: string; submission?: number } }[] = []
    const { manager } = await openTestManager({
      database: await freshDatabase(),
      receivers: { webhook: async ({ body }) => void webhooks.push(JSON.parse(body)) },
    })
    const { stepId } = await submitStandard(manager)
    expect((await callHttp(manager, 'GET', `/steps/${stepId('personal')}`)).body.submission).toBe(1)
    await manager.deliverDue()
    const of = (code: string) => webhooks.filter(({ type, data }) => type === 'step.updated' && data.code === code)
    expect(of('personal').map(({ data }) => data.submission)).toEqual([0, 1])
  })

  it('rise when a step is sent again by itself, once its document is replaced', async () => {
    const { call, seen, replacePassport } = await open()
    const [document] = (await seen('identity')).documents
    await call('POST', `/documents/${document.id}/reject`, { reason_code: 'unreadable', submission: 1 })
    await replacePassport()
    expect(await seen('identity')).toMatchObject({ status: STEP_STATUS.pending, submission: 2 })
  })

  it('that are older than the one in review cannot be decided', async () => {
    const { call, seen, replacePassport } = await open()
    const { id, documents } = await seen('identity')
    await call('POST', `/documents/${documents[0].id}/reject`, { reason_code: 'unreadable' })
    await replacePassport()
    const now = await seen('identity')
    const replacement = now.documents.find(({ status }: { status: number }) => status === DOCUMENT_STATUS.pending)
    for (const [path, body] of [
      [`/steps/${id}/approve`, {}],
      [`/steps/${id}/reject`, { reason_code: 'data_mismatch', reject_type: 'final' }],
      [`/documents/${replacement.id}/approve`, {}],
      [`/documents/${replacement.id}/reject`, { reason_code: 'unreadable' }],
    ] as const) {
      const refused = { status: 409, body: { code: 'CONFLICT', reason: 'newer_submission' } }
      expect(await call('POST', path, { ...body, submission: 1 }), path).toMatchObject(refused)
    }
    expect(await seen('identity')).toEqual(now)
    expect(await call('POST', `/documents/${replacement.id}/approve`, { submission: 2 })).toMatchObject({ status: 200 })
    expect((await call('POST', `/steps/${id}/approve`, { submission: 2 })).body.status).toBe(STEP_STATUS.approved)
  })

  it('that do not exist yet cannot be decided either, and a decision that names none applies to the last', async () => {
    const { call, stepId } = await open()
    const approve = (body: object) => call('POST', `/steps/${stepId('personal')}/approve`, body)
    expect(await approve({ submission: 2 })).toMatchObject({ status: 422, body: { field: 'submission' } })
    expect((await approve({})).body.status).toBe(STEP_STATUS.approved)
  })

  it('are named in the audit, by who made and who decided them', async () => {
    const { call, stepId } = await open()
    await call('POST', `/steps/${stepId('personal')}/approve`, { submission: 1 })
    const { items } = (await call('GET', `/audit?entity_id=${stepId('personal')}`)).body
    expect(items.slice(-2)).toMatchObject([
      { actor: 'customer', event: 'step.submitted', after: { submission: 1 } },
      { actor: 'Jo', event: 'step.approved', after: { submission: 1 } },
    ])
  })
})
