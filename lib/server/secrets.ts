import 'server-only'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from '@/lib/env'
import { keyIdOf } from '@/lib/files/keys'
import { dataDirectory } from './deployment'
import { once } from './once'

type Keys = readonly [Uint8Array, ...Uint8Array[]]
/** `master` protects what is stored, `session` seals the cookie; the newest first, 32 bytes each. */
type Secrets = { master: Keys; session: Keys }

/** Production's secrets come from the environment; the sandbox makes its own once and keeps them beside its data. */
export const secrets = once('secrets', (): Secrets => {
  const { KYC_SESSION_KEY } = env()
  const given = givenMasterKeys()
  const own = given.length > 0 && KYC_SESSION_KEY ? null : sandboxSecrets(join(dataDirectory(), 'sandbox-secrets.json'))
  const [session = own?.session ?? '', ...sessionsBefore] = KYC_SESSION_KEY ?? []
  const [master = own?.master ?? '', ...mastersBefore] = given.map(({ key }) => key)
  return {
    master: [bytesOf(master), ...mastersBefore.map(bytesOf)],
    session: [bytesOf(session), ...sessionsBefore.map(bytesOf)],
  }
})

/** How operators know a master key: by the id that stands beside what it wraps, and the label that they gave it. */
export type MasterKeyName = { id: string; label: string | null }

export function masterKeyNames(): MasterKeyName[] {
  const labels = new Map(givenMasterKeys().map(({ key, label }) => [keyIdOf(bytesOf(key)), label]))
  return secrets().master.map((key) => ({ id: keyIdOf(key), label: labels.get(keyIdOf(key)) ?? null }))
}

function givenMasterKeys() {
  const { KYC_MASTER_KEY, KYC_MASTER_KEYS } = env()
  return KYC_MASTER_KEYS ?? (KYC_MASTER_KEY ? [{ label: null, key: KYC_MASTER_KEY }] : [])
}

function bytesOf(key: string): Uint8Array {
  return new Uint8Array(Buffer.from(key, 'base64'))
}

function sandboxSecrets(path: string): { master: string; session: string } {
  if (!existsSync(path)) {
    const fresh = { master: randomBytes(32).toString('base64'), session: randomBytes(32).toString('base64') }
    writeFileSync(path, JSON.stringify(fresh), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(path, 'utf8'))
}
