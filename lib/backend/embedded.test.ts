import { backOfficeOf, DATABASES, goodPhoto, openTestManager } from '@/lib/manager/testing'
import { describeBackend } from './conformance'
import { createEmbeddedBackend } from './embedded'

for (const [name, freshDatabase] of Object.entries(DATABASES)) {
  describeBackend(`the embedded backend on ${name}`, async () => {
    const { manager } = await openTestManager({ database: await freshDatabase() })
    return {
      backend: createEmbeddedBackend(manager),
      brand: 'acme',
      backOffice: backOfficeOf(manager),
      photo: goodPhoto,
    }
  })
}
