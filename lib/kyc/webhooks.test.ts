import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type WebhookEvent, webhookEventSchema } from '@/lib/contract/webhook'
import { listen } from '@/lib/testing/http-server'
import { callHttp, DATABASES, openTestManager, submitStandard } from '@/lib/testing/manager'
import { createWebhookDelivery } from '.'
import { signatureOf } from './deliveries/webhook'

const HOUR = 3_600_000

describe.each(Object.entries(DATABASES))('webhooks, on %s', (_, freshDatabase) => {
  it('report each changed step and document, then the profile with all of them', async () => {
    const sent: WebhookEvent[] = []
    const { manager } = await openTestManager({
      database: await freshDatabase(),
      receivers: { webhook: async ({ body }) => void sent.push(JSON.parse(body)) },
    })
    const { stepId } = await submitStandard(manager)
    await manager.deliverDue()
    for (const event of sent) expect(webhookEventSchema.safeParse(event).error).toBeUndefined()
    const before = sent.length
    const { items } = (await callHttp(manager, 'GET', `/documents?step_id=${stepId('identity')}`)).body
    await callHttp(manager, 'POST', `/documents/${items[0].id}/reject`, { reason_code: 'unreadable' })
    await manager.deliverDue()
    expect(sent.slice(before)).toMatchObject([
      { type: 'step.updated', data: { code: 'identity', status: 'rejected', reason_code: 'unreadable' } },
      { type: 'document.updated', data: { document_type: 'passport', status: 'rejected' } },
      {
        type: 'profile.updated',
        data: {
          status: 'rejected',
          steps: [{ code: 'identity', status: 'rejected' }, { status: 'pending' }, { status: 'pending' }],
        },
      },
    ])
    const versions = sent.map(({ version }) => version)
    expect(versions).toEqual([...versions].sort((a, b) => a - b))
    for (const answer of ['Ada', 'X123', '75001']) expect(JSON.stringify(sent)).not.toContain(answer)
  })

  it('arrive in order once the receiver is up again, each with the same id', async () => {
    let now = new Date('2026-11-20T12:00:00Z')
    let up = false
    const seen: { id: unknown; event: WebhookEvent; signature: string; body: string }[] = []
    const server = await listen(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      const signature = String(request.headers['kyc-signature'])
      seen.push({ id: request.headers['kyc-event-id'], event: JSON.parse(body), signature, body })
      response.writeHead(up ? 200 : 503).end()
    })
    const deliver = createWebhookDelivery({ url: server.url, secrets: ['old', 'new'], fetch, clock: () => now })
    const { manager } = await openTestManager({
      ...{ database: await freshDatabase(), clock: () => now, receivers: { webhook: deliver } },
    })
    await submitStandard(manager)
    await manager.deliverDue()
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1)
    const failed = seen.splice(0)

    up = true
    now = new Date(now.getTime() + HOUR)
    await manager.deliverDue()
    await server.close()
    expect(seen[0]?.id).toBe(failed[0]?.id)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
    expect(seen.map(({ id }) => id)).toEqual(seen.map(({ event }) => event.id))
    const versions = seen.map(({ event }) => event.version)
    expect(versions).toEqual([...versions].sort((a, b) => a - b))
    const [first] = seen
    expect(first?.signature).toBe(signatureOf(first?.body ?? '', ['old', 'new'], now))
  })
})

it('signs time and body with each secret', () => {
  const at = new Date('2026-11-20T12:00:00Z')
  const hmac = (secret: string) => createHmac('sha256', secret).update('1795176000.{}').digest('hex')
  expect(signatureOf('{}', ['one', 'two'], at)).toBe(`t=1795176000,v1=${hmac('one')},v1=${hmac('two')}`)
})

it('are recognised by the receiver in the documentation, and nothing else is', async () => {
  const page = readFileSync(fileURLToPath(new URL('../../docs/integrators.md', import.meta.url)), 'utf8')
  const [, code = ''] = /```js\n(import \{ createHmac[^`]*?`[^`]*`[^`]*)```/.exec(page) ?? []
  const module = `data:text/javascript,${encodeURIComponent(`${code}\nexport { isGenuine }`)}`
  const { isGenuine } = await import(/* @vite-ignore */ module)
  const now = new Date()
  expect(isGenuine(signatureOf('{"a":1}', ['old', 'new'], now), '{"a":1}', 'new')).toBe(true)
  expect(isGenuine(signatureOf('{"a":1}', ['other'], now), '{"a":1}', 'new')).toBe(false)
  expect(isGenuine(signatureOf('{"a":1}', ['new'], now), '{"a":2}', 'new')).toBe(false)
  expect(isGenuine(signatureOf('{}', ['new'], new Date(now.getTime() - 301_000)), '{}', 'new')).toBe(false)
  expect(isGenuine('t=1,v1=zz', '{}', 'new')).toBe(false)
})
