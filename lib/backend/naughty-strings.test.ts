import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Manager } from '@/lib/kyc'
import { callHttp, DATABASES, goodPhoto, newCustomer, openTestManager, PERSONAL } from '@/lib/testing/manager'
import { NAUGHTY, NAUGHTY_STRINGS } from '@/lib/testing/naughty-strings'
import { createCustomerApi } from './customer-api'
import { createEmbeddedBackend } from './embedded'

/** Whatever is written is found again letter by letter, or was refused with a code; nothing between, and nothing breaks. */

/** What of a text leaves a mark, in the spelling that the product keeps. */
function seen(text: string): string {
  return text.normalize('NFC').replace(/[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
}

describe.each(Object.entries(DATABASES))('naughty strings, on %s', (_, freshDatabase) => {
  let manager: Manager
  let bugs: unknown[]
  let call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Any }>
  beforeAll(async () => {
    const opened = await openTestManager({ database: await freshDatabase() })
    ;({ manager, bugs } = opened)
    const api = createCustomerApi({
      ...{ backend: createEmbeddedBackend(manager), keys: [{ key: 'service' }], brandOf: (named) => named ?? 'acme' },
      report: (error) => bugs.push(error),
    })
    call = async (method, path, body) => {
      const init = { method, headers: { authorization: 'Bearer service' } }
      const raw = body instanceof Uint8Array ? new Blob([new Uint8Array(body)]) : JSON.stringify(body)
      const response = await api(
        new Request(`http://kyc.test/kyc/customers/${path}`, { ...init, ...(body !== undefined && { body: raw }) }),
      )
      return { status: response.status, body: await response.json() }
    }
  })

  /** Fails unless an answer is a refusal by the contract: a client's fault, with its code. */
  const expectRefusal = (text: string, { status, body }: { status: number; body: Any }) =>
    expect([text, status, body]).toEqual([
      text,
      expect.toSatisfy((it: number) => it >= 400 && it < 500),
      expect.objectContaining({ code: expect.stringMatching(/^[A-Z_]+$/), requestId: expect.any(String) }),
    ])

  it.each(Object.entries(NAUGHTY_STRINGS))('%s in answers, typed and sent in', async (_, texts) => {
    for (const text of texts) {
      const { customer_id } = newCustomer()
      const { body: opened } = await call('POST', `${customer_id}/open`, { level: 'basic' })
      const [{ id }] = opened.steps
      const answers = { ...PERSONAL, last_name: text }
      const draft = await call('PUT', `${customer_id}/steps/${id}/draft`, { answers })
      const read = async () => (await call('GET', customer_id)).body.steps[0]
      if (draft.status === 200) expect((await read()).draft.last_name).toBe(text)
      else expectRefusal(text, draft)
      const submitted = await call('POST', `${customer_id}/steps/${id}/submit`, { answers })
      if (submitted.status !== 200) {
        expectRefusal(text, submitted)
        expect(submitted.body.faults).toEqual([expect.objectContaining({ path: 'answers.last_name' })])
        continue
      }
      const kept = (await read()).answers.last_name
      // What is not seen at its ends or within it is left out, in silence (`lib/form/tidy-text.ts`); nothing that is seen.
      expect([text, seen(kept)]).toEqual([text, seen(text)])
      expect((await callHttp(manager, 'GET', `/steps/${id}`)).body.answers.last_name).toBe(kept)
      const found = await callHttp(manager, 'GET', `/profiles?name=${encodeURIComponent(text.slice(0, 50))}`)
      expect([text, found.status]).toEqual([text, expect.toBeOneOf([200, 422])])
    }
    expect(bugs).toEqual([])
  })

  it.each(Object.entries(NAUGHTY_STRINGS))('%s in what names a customer', async (_, texts) => {
    for (const text of texts) {
      const path = encodeURIComponent(text.toWellFormed())
      const opened = await call('POST', `${path}/open`, {
        level: 'basic',
        email: text,
        trading_login: text,
        language: 'en',
      })
      if (opened.status !== 200) {
        expectRefusal(text, opened)
        continue
      }
      const { body } = await callHttp(manager, 'GET', `/profiles?customer_id=${path}`)
      expect(body.items).toMatchObject([{ customer_id: text, email: text, trading_login: text }])
    }
    expect(bugs).toEqual([])
  })

  it('all of them in the name of a file: what is left of it is no path, and nothing that is not seen', async () => {
    const { customer_id } = newCustomer()
    const { body: opened } = await call('POST', `${customer_id}/open`, { level: 'standard' })
    const { id: step_id } = opened.steps.find(({ code }: { code: string }) => code === 'identity')
    const names: string[] = []
    // The last one is longer than a name is kept, and would be cut within a character.
    const some = NAUGHTY.filter(([, text], i) => text.isWellFormed() && text.length < 2_000 && i % 8 === 0)
    for (const [kind, text] of [...some, ['cut', `${'👍'.repeat(130)}.jpeg`] as const]) {
      const stored = await call('POST', `${customer_id}/files?name=${encodeURIComponent(text)}`, await goodPhoto())
      expect([kind, text, stored.status]).toEqual([kind, text, 200])
      const document = {
        ...{ step_id, field: 'identity_document', file_id: stored.body.file_id },
        ...{ document_type: 'passport', side: 'front', country: 'FRA' },
      }
      const attached = await call('POST', `${customer_id}/documents`, document)
      expect([kind, text, attached.status]).toEqual([kind, text, 200])
      names.push(attached.body.file_name)
      const file = await manager.handle(
        new Request(`http://kyc.test/manager/kyc/files/${stored.body.file_id}`, {
          headers: { authorization: 'Bearer acme-key' },
        }),
      )
      expect(file.headers.get('content-disposition')).toMatch(
        /^(inline|attachment); filename="[\x20-\x7e]+"(; filename\*=UTF-8''[\w.%!~*'()-]+)?$/,
      )
      await file.body?.cancel()
    }
    expect(names.length).toBeGreaterThan(12)
    expect(names.filter((name) => name === '' || !name.isWellFormed() || /[\p{C}/\\]/u.test(name))).toEqual([])
    expect(Math.max(...names.map((name) => [...name].length))).toBe(120)
    expect(bugs).toEqual([])
  })

  it.each(Object.entries(NAUGHTY_STRINGS))('%s in what staff write', async (_, texts) => {
    for (const text of texts) {
      const { customer_id } = newCustomer()
      const { body: opened } = await call('POST', `${customer_id}/open`, { level: 'basic' })
      const [{ id }] = opened.steps
      await call('POST', `${customer_id}/steps/${id}/submit`, { answers: PERSONAL })
      const rejected = await callHttp(manager, 'POST', `/steps/${id}/reject`, { reason_code: 'other', comment: text })
      if (rejected.status === 200) {
        const { body } = await callHttp(manager, 'GET', `/audit?entity_id=${id}&event=step.rejected`)
        expect(body.items).toMatchObject([{ comment: text }])
      } else expectRefusal(text, rejected)

      const question = { text, language: 'en' }
      const asked = await callHttp(manager, 'POST', '/questions', { customer_id, question })
      if (asked.status === 200) {
        const step = (await call('GET', customer_id)).body.steps.find((it: Any) => it.id === asked.body.id)
        expect(step.question.text).toBe(text.trim())
      } else expectRefusal(text, asked)

      const template = { code: `x${randomUUID().slice(0, 8)}`, title: text, level: 3, required: false }
      const added = await callHttp(manager, 'POST', '/templates', template)
      if (added.status === 200) {
        const { body } = await callHttp(manager, 'GET', `/templates?code=${template.code}`)
        expect(body.items).toMatchObject([{ title: text.trim() }])
        await callHttp(manager, 'DELETE', `/templates/${added.body.id}`)
      } else expectRefusal(text, added)

      for (const query of ['text', 'cursor', text.slice(0, 40)]) {
        const asked = `/profiles?${encodeURIComponent(query.toWellFormed())}=${encodeURIComponent(text.toWellFormed())}`
        const found = await callHttp(manager, 'GET', asked)
        expect([asked.slice(0, 80), found.status]).toEqual([asked.slice(0, 80), expect.toBeOneOf([200, 400, 422])])
      }
    }
    expect(bugs).toEqual([])
  })
})

// biome-ignore lint/suspicious/noExplicitAny: whatever a door answers
type Any = any
