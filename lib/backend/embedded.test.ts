import { backOfficeOf, createTestMailbox, DATABASES, goodPhoto, openTestManager } from '@/lib/testing/manager'
import { describeBackend } from './conformance'
import { createEmbeddedBackend } from './embedded'

for (const [name, freshDatabase] of Object.entries(DATABASES)) {
  describeBackend(`the embedded backend on ${name}`, async () => {
    const mailbox = createTestMailbox()
    const { manager } = await openTestManager({
      database: await freshDatabase(),
      receivers: { email: mailbox.receive },
    })
    return {
      backend: createEmbeddedBackend(manager),
      brand: 'acme',
      backOffice: backOfficeOf(manager),
      codeSentTo: (address) => mailbox.codeSentTo(manager, address),
      photo: goodPhoto,
    }
  })
}
