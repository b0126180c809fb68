import 'server-only'
import { randomUUID } from 'node:crypto'
import { env } from '@/lib/env'
import { backend, fileStore, log, mailCheck, manager } from '@/lib/server'
import { createReadiness } from '@/lib/web/ask-whether-ready'
import { defaultBrand } from './deployment'
import { once } from './once'

const PATIENCE_MS = 3_000
const KEEP_MS = 5_000

/** Whether this instance can serve people now; see `app/readyz`. */
export const readiness = once('readiness', () => {
  const askMail = mailCheck()
  return createReadiness({
    checks: {
      database: { vital: true, ask: async () => (await manager()).requireWritable() },
      files: { vital: true, ask: writeAndRemove },
      ...(env().KYC_BACKEND_URL && { backend: { vital: true, ask: askBackend } }),
      ...(askMail && { mail: { vital: false, ask: askMail } }),
    },
    report: (check, err) => log().warn({ err, check }, 'a readiness check failed'),
    ...{ patienceMs: PATIENCE_MS, keepMs: KEEP_MS },
  })
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

/** Of somebody whom no backend knows: it answers so, or it does not answer. */
async function askBackend(): Promise<void> {
  const nobody = { customer_id: 'readiness', brand: defaultBrand(), email: null, trading_login: null }
  const read = await (await backend()).read(nobody)
  if (!read.ok && read.error.code !== 'NOT_FOUND') throw read.error
}
