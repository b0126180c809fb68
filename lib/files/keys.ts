import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { Fault } from '@/lib/contract/errors'

/**
 * Master keys and what they do: they wrap the keys that encrypt data, and are never used on the data itself. So a master
 * key is changed by wrapping some 32 bytes anew for each person and file (docs/decisions/0021-keys.md).
 */

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32
/** As long as in the header of files. */
const KEY_ID_BYTES = 4
const WRAPPED = /^k1\.([0-9a-f]{8})\.([\w-]+)$/

/** What wraps the keys of data: master keys of the environment, as they are or opened by a key service at the start. */
export type KeyWrapper = {
  /** The id of the key that wraps now. */
  readonly newest: string
  /** The ids of all keys that unwrap, the newest first. */
  readonly ids: readonly string[]
  /** Wraps a key as `k1.<id of the master key>.<base64url>`, for this context alone. */
  wrap: (key: Uint8Array, context: readonly string[]) => string
  /** Throws when it was wrapped for another context, by a key that is not here, or was modified. */
  unwrap: (wrapped: string, context: readonly string[]) => Uint8Array
}

/** All master keys, in memory. */
export type Keyring = KeyWrapper & {
  /** A key for one purpose alone (HKDF, RFC 5869). Throws when there is no master key with this id. */
  derive: (id: string, salt: string, info: string) => Buffer
}

/** @param masterKeys 32 bytes each, the newest first. */
export function createKeyring(masterKeys: readonly [Uint8Array, ...Uint8Array[]]): Keyring {
  const keys = new Map(masterKeys.map((key) => [keyIdOf(key), key]))
  const newest = keyIdOf(masterKeys[0])
  const derive = (id: string, salt: string, info: string) => {
    const key = keys.get(id)
    if (!key) throw new Fault(`There is no master key ${id}`)
    return deriveKey(key, salt, info)
  }
  // As an object, of which a cipher is made in a fifth of the time.
  const wrapping = new Map([...keys.keys()].map((id) => [id, createSecretKey(derive(id, 'keys', 'inapp-kyc key'))]))
  const wrappingKey = (id: string) => {
    const key = wrapping.get(id)
    if (!key) throw new Fault(`There is no master key ${id}`)
    return key
  }
  return {
    ...{ newest, ids: [...keys.keys()], derive },
    wrap: (key, context) => `k1.${newest}.${sealBytes(wrappingKey(newest), key, ['k1', newest, ...context])}`,
    unwrap(wrapped, context) {
      const [, id = '', body = ''] = WRAPPED.exec(wrapped) ?? []
      return openBytes(wrappingKey(id), body, ['k1', id, ...context])
    },
  }
}

/** The id of the master key that wrapped a key; null for what is no wrapped key. */
export function wrappedBy(wrapped: string): string | null {
  return WRAPPED.exec(wrapped)?.[1] ?? null
}

/** The beginning of every key that this master key has wrapped. */
export function wrappedPrefix(id: string): string {
  return `k1.${id}.`
}

/** A name of a master key that reveals nothing of it. */
export function keyIdOf(masterKey: Uint8Array): string {
  return deriveKey(masterKey, 'files', 'inapp-kyc key id').subarray(0, KEY_ID_BYTES).toString('hex')
}

export function newDataKey(): Uint8Array {
  return new Uint8Array(randomBytes(KEY_BYTES))
}

function deriveKey(masterKey: Uint8Array, salt: string, info: string): Buffer {
  if (masterKey.length !== KEY_BYTES) throw new Error('The master key must be 32 bytes')
  return Buffer.from(hkdfSync('sha256', masterKey, salt, info, KEY_BYTES))
}

/** Seals as nonce, ciphertext and tag in base64url. It opens with the same context alone, which is not part of it. */
export function sealBytes(key: Uint8Array | KeyObject, bytes: Uint8Array, context: readonly string[]): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce)
  cipher.setAAD(Buffer.from(JSON.stringify(context)))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** Throws when it was modified, or sealed with another key or in another context. */
export function openBytes(key: Uint8Array | KeyObject, sealed: string, context: readonly string[]): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(JSON.stringify(context)))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
}
