import { callHttp, DATABASES, goodPhoto, openTestManager } from '@/lib/manager/testing'
import { describeBackend } from './conformance'
import { createEmbeddedBackend } from './embedded'

for (const [name, freshDatabase] of Object.entries(DATABASES)) {
  describeBackend(`the embedded backend on ${name}`, async () => {
    const { manager } = await openTestManager({ database: await freshDatabase() })
    const decide = async (path: string, body: object) => {
      const { status } = await callHttp(manager, 'POST', path, body)
      if (status !== 200) throw new Error(`${path} was answered with ${status}`)
    }
    return {
      backend: createEmbeddedBackend(manager),
      decideStep: (id, decision) =>
        decide(`/steps/${id}/${decision}`, decision === 'reject' ? { reason_code: 'answers_incomplete' } : {}),
      rejectDocument: (id) => decide(`/documents/${id}/reject`, { reason_code: 'unreadable' }),
      photo: goodPhoto,
    }
  })
}
