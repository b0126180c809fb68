import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import type { Identity } from '@/lib/contract/customer'
import {
  backOfficeOf,
  createTestMailbox,
  goodPhoto,
  incoming,
  newCustomer,
  openTestManager,
  PERSONAL,
} from '@/lib/testing/manager'
import { describeBackend } from './conformance'
import { createEmbeddedBackend } from './embedded'
import { createSandboxBackend, type Verdict } from './sandbox'

describeBackend('the sandbox’s backend', async () => {
  const mailbox = createTestMailbox()
  const { manager } = await openTestManager({ receivers: { email: mailbox.receive } })
  return {
    backend: createSandboxBackend(
      createEmbeddedBackend(manager),
      async () => {},
      async () => {},
    ),
    brand: 'acme',
    backOffice: backOfficeOf(manager),
    codeSentTo: (address) => mailbox.codeSentTo(manager, address),
    photo: goodPhoto,
  }
})

async function open() {
  const { manager } = await openTestManager()
  const verdicts: Verdict[] = []
  /** What waits for a time to pass: it passes when the test says so, however long the machine takes. */
  const pauses: { milliseconds: number; end: () => void }[] = []
  const backend = createSandboxBackend(
    createEmbeddedBackend(manager),
    async (verdict) => void verdicts.push(verdict),
    (milliseconds) => new Promise<void>((end) => pauses.push({ milliseconds, end })),
  )
  return { backend, verdicts, pauses }
}

type Opened = Awaited<ReturnType<typeof open>>

async function store({ backend }: Opened, name: string, customer: Identity = newCustomer()) {
  return backend.storeFile(customer, incoming(name, await goodPhoto()))
}

/** Submits the identity step with a passport of this name. Returns the ids of the steps and the document. */
async function submitIdentity({ backend }: Opened, name: string) {
  const customer = newCustomer()
  const opened = await backend.open(customer, 'standard')
  if (!opened.ok) throw opened.error
  const stepId = (code: string) => opened.value.steps.find((step) => step.code === code)?.id ?? ''
  const stored = await backend.storeFile(customer, incoming(name, await goodPhoto()))
  if (!stored.ok) throw stored.error
  const { file_id } = stored.value
  const place = { step_id: stepId('identity'), field: 'identity_document', file_id, side: 'front' } as const
  const request = { ...place, document_type: 'passport', country: 'FRA' } as const
  const document = await backend.attachDocument(customer, request, randomUUID())
  await backend.submitStep(customer, stepId('personal'), PERSONAL, randomUUID())
  const answers = { identity_document: file_id, document_number: 'X123', expiry_date: '2090-01-01' }
  await backend.submitStep(customer, stepId('identity'), answers, randomUUID())
  return { personal: stepId('personal'), identity: stepId('identity'), document: document.ok ? document.value.id : '' }
}

describe('the sandbox’s backend', () => {
  it.each(['FILE_CORRUPTED', 'FILE_TOO_LARGE', 'CONFLICT', 'BACKEND_UNAVAILABLE'])(
    'refuses a file named after %s',
    async (code) => {
      const refused = await store(await open(), `sandbox-${code}.jpg`)
      expect(refused).toMatchObject({ ok: false, error: { code } })
    },
  )

  it('refuses a picture for the reason in its name', async () => {
    const refused = await store(await open(), 'sandbox-DOCUMENT_QUALITY_LOW-GLARE.jpg')
    expect(refused).toMatchObject({ ok: false, error: { code: 'DOCUMENT_QUALITY_LOW', details: { reason: 'GLARE' } } })
  })

  it.each(['passport.jpg', 'sandbox.jpg', 'my-sandbox-CONFLICT.jpg', 'sandbox-holiday.jpg'])(
    'accepts %s like any other backend',
    async (name) => {
      expect(await store(await open(), name)).toMatchObject({ ok: true })
    },
  )

  it('takes long to check a file named slow', async () => {
    const opened = await open()
    const storing = store(opened, 'sandbox-slow.jpg')
    await vi.waitFor(() => expect(opened.pauses).toMatchObject([{ milliseconds: 10_000 }]))
    opened.pauses[0]?.end()
    expect(await storing).toMatchObject({ ok: true })
  })

  it('decides a submission by the file name, after a pause in review', async () => {
    const opened = await open()
    const approved = await submitIdentity(opened, 'sandbox-approved.jpg')
    const sentBack = await submitIdentity(opened, 'sandbox-sent-back-expired_document.jpg')
    const rejected = await submitIdentity(opened, 'sandbox-rejected.jpg')
    expect(opened.verdicts).toEqual([])
    expect(opened.pauses.map(({ milliseconds }) => milliseconds)).toEqual([2_000, 2_000, 2_000])
    for (const { end } of opened.pauses) end()
    await vi.waitFor(() => expect(opened.verdicts).toHaveLength(3))
    expect(opened.verdicts).toEqual([
      { kind: 'approved', steps: [approved.identity, approved.personal].map((id) => ({ id, submission: 1 })) },
      { kind: 'sent_back', documentId: sentBack.document, submission: 1, reason: 'expired_document' },
      { kind: 'rejected', stepId: rejected.identity, submission: 1, reason: 'unreadable' },
    ])
  })
})
