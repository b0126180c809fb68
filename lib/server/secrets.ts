import 'server-only'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Env, env } from '@/lib/env'
import { createKeyService } from '@/lib/files/key-service'
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
  const [master = fromBase64(own?.master ?? ''), ...mastersBefore] = given.map(bytesOf)
  return {
    master: [master, ...mastersBefore],
    session: [fromBase64(session), ...sessionsBefore.map(fromBase64)],
  }
})

/**
 * Has the key service open the master keys that it has wrapped. To be called, and waited for, before anything else needs a key:
 * from then on they are in memory, and the service may be away. Throws in words for an operator.
 */
export const masterKeysOpened = once('master keys opened', async (): Promise<void> => {
  const wrapped = givenMasterKeys().filter((key) => 'wrapped' in key)
  const { KYC_KMS_URL: url } = env()
  if (wrapped.length === 0 || url === undefined) return
  const service = createKeyService(url)
  for (const key of wrapped) {
    const bytes = await service.open(key).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error)
      const what = `the key "${key.label}" (${key.serviceKey}) could not be opened: ${why}`
      throw new Error(`The configuration does not work:\n  KYC_MASTER_KEYS: ${what}`, { cause: error })
    })
    openedKeys().set(key.wrapped, bytes)
  }
})

const openedKeys = once('opened keys', () => new Map<string, Uint8Array>())

/** How operators know a master key: by the id that stands beside what it wraps, the label that they gave it, and what opens it. */
export type MasterKeyName = { id: string; label: string | null; serviceKey: string | null }

export function masterKeyNames(): MasterKeyName[] {
  const given = new Map(givenMasterKeys().map((key) => [keyIdOf(bytesOf(key)), key]))
  return secrets().master.map((bytes) => {
    const [id, key] = [keyIdOf(bytes), given.get(keyIdOf(bytes))]
    return { id, label: key?.label ?? null, serviceKey: key && 'wrapped' in key ? key.serviceKey : null }
  })
}

function givenMasterKeys(): NonNullable<Env['KYC_MASTER_KEYS']> {
  const { KYC_MASTER_KEY, KYC_MASTER_KEYS } = env()
  return KYC_MASTER_KEYS ?? (KYC_MASTER_KEY ? [{ label: null, key: KYC_MASTER_KEY }] : [])
}

function bytesOf(key: NonNullable<Env['KYC_MASTER_KEYS']>[number]): Uint8Array {
  if ('key' in key) return fromBase64(key.key)
  const opened = openedKeys().get(key.wrapped)
  if (!opened) throw new Error('The master keys are not opened yet')
  return opened
}

function fromBase64(key: string): Uint8Array {
  return new Uint8Array(Buffer.from(key, 'base64'))
}

function sandboxSecrets(path: string): { master: string; session: string } {
  if (!existsSync(path)) {
    const fresh = { master: randomBytes(32).toString('base64'), session: randomBytes(32).toString('base64') }
    writeFileSync(path, JSON.stringify(fresh), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(path, 'utf8'))
}
