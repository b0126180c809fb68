import 'server-only'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from '@/lib/env'
import { dataDirectory } from './deployment'
import { once } from './once'

/** `master` encrypts files and answers at rest, `session` seals the cookie, the newest first: 32 bytes each. */
type Secrets = { master: Uint8Array; session: readonly [Uint8Array, ...Uint8Array[]] }

/** Production's secrets come from the environment; the sandbox makes its own once and keeps them beside its data. */
export const secrets = once('secrets', (): Secrets => {
  const { KYC_MASTER_KEY, KYC_SESSION_KEY } = env()
  const own = KYC_MASTER_KEY && KYC_SESSION_KEY ? null : sandboxSecrets(join(dataDirectory(), 'sandbox-secrets.json'))
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
  const [newest = own?.session ?? '', ...before] = KYC_SESSION_KEY ?? []
  return { master: bytes(KYC_MASTER_KEY ?? own?.master ?? ''), session: [bytes(newest), ...before.map(bytes)] }
})

function sandboxSecrets(path: string): { master: string; session: string } {
  if (!existsSync(path)) {
    const fresh = { master: randomBytes(32).toString('base64'), session: randomBytes(32).toString('base64') }
    writeFileSync(path, JSON.stringify(fresh), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(path, 'utf8'))
}
