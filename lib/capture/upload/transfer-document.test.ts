import { describe, expect, it } from 'vitest'
import type { AttachDocumentRequest } from '@/lib/contract/customer'
import type { ClientErrorCode } from '@/lib/contract/error-codes'
import { createTransfer } from './transfer-document'
import { wholeSubject } from './upload-subject'

const file = new File(['page'], 'page.jpg', { type: 'image/jpeg' })
const stored = {
  place: { stepId: 'step-1', field: 'identity_document' },
  subject: wholeSubject('passport', 'DEU'),
  transfer: {
    ...{ key: 'key-1', uploadId: 'upload-1', file, begun: true, acceptQuality: true, fileId: 'file-1' },
    gestures: [{ gesture: 'SMILE', seen: true } as const],
  },
}

function transferWith(answer: { ok: true } | { ok: false; error: { code: ClientErrorCode; reason?: string } }) {
  const attached: { body: AttachDocumentRequest; key: string }[] = []
  const abort = new AbortController()
  const transfer = createTransfer({
    headers: () => ({}),
    attach: async (body, key) => {
      attached.push({ body, key })
      return answer
    },
  })
  const run = () => transfer(stored, { signal: abort.signal, onProgress: () => {}, onStored: () => {} })
  return { run, attached, abort }
}

describe('the repeat of a transfer whose bytes are stored', () => {
  it('puts the stored file to its field, under the key of the first try', async () => {
    const { run, attached } = transferWith({ ok: true })
    expect(await run()).toMatchObject({ ok: true, fileId: expect.any(String) })
    expect(attached).toEqual([
      {
        key: 'key-1',
        body: {
          ...{ step_id: 'step-1', field: 'identity_document', file_id: 'file-1', accepted: true },
          ...{ document_type: 'passport', side: 'front', country: 'DEU' },
          gestures: [{ gesture: 'SMILE', seen: true }],
        },
      },
    ])
  })

  it('keeps the stored file while nobody knows whether it was done, and lets go of it after a refusal', async () => {
    const lost = await transferWith({ ok: false, error: { code: 'NETWORK' } }).run()
    expect(lost).toMatchObject({ ok: false, code: 'NETWORK', fileId: 'file-1', final: false })
    const refused = await transferWith({ ok: false, error: { code: 'CONFLICT', reason: 'gone' } }).run()
    expect(refused).toEqual({ ok: false, code: 'CONFLICT', reason: 'gone', fileId: null, final: true })
  })

  it('comes to nothing once it has been ended', async () => {
    const { run, abort } = transferWith({ ok: true })
    abort.abort()
    expect(await run()).toBeNull()
  })
})
