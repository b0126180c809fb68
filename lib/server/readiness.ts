import 'server-only'
import { randomUUID } from 'node:crypto'
import { env } from '@/lib/env'
import { askBackend, fileStore, log, mailCheck, manager, stop } from '@/lib/server'
import { createReadiness, type Readiness } from '@/lib/web/ask-whether-ready'
import { once } from './once'

const PATIENCE_MS = 3_000
/** What asking costs: a row; a file, of which a bucket may keep every version; a sign-in, which mail servers count. */
const KEEP_MS = { database: 5_000, backend: 5_000, files: 60_000, mail: 300_000 }
const KEEP_BAD_MS = 5_000

/** Whether this instance can serve people now; see `app/readyz`. */
export const readiness = once('readiness', () => {
  const askMail = mailCheck()
  const ask = createReadiness({
    checks: {
      database: { vital: true, keepMs: KEEP_MS.database, ask: async () => (await manager()).requireWritable() },
      files: { vital: true, keepMs: KEEP_MS.files, ask: writeAndRemove },
      ...(env().KYC_BACKEND_URL && { backend: { vital: true, keepMs: KEEP_MS.backend, ask: askBackend } }),
      ...(askMail && { mail: { vital: false, keepMs: KEEP_MS.mail, ask: askMail } }),
    },
    report: (check, err) => log().warn({ err, check }, 'a readiness check failed'),
    ...{ patienceMs: PATIENCE_MS, keepBadMs: KEEP_BAD_MS },
  })
  // What is asked is about to be closed.
  return async (): Promise<Readiness> => (stop().hasBegun() ? { ok: false, checks: { serving: 'failed' } } : ask())
})

/** As an upload does, with a part that a crash in between leaves to the sweeper. */
async function writeAndRemove(): Promise<void> {
  const id = `readiness-${randomUUID()}`
  await fileStore().write(id, 'part', chunk(), null)
  await fileStore().remove(id, 'part')
}

async function* chunk(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('ready')
}
