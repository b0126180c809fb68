import { createDecipheriv, createHmac } from 'node:crypto'
import { type Keyring, type KeyWrapper, newDataKey, openBytes, sealBytes } from './keys'

/** Texts of people at rest: each person has a key, and each text opens at its own place alone. */

/** Whose a text is, with the wrapped key of their profile. */
export type Owner = { profile_id: string; brand: string; customer_id: string; data_key: string | null }
type File = { id: string; brand: string; customer_id: string | null }
/** Where a text stands: table, column, and what names the row. */
export type Place = readonly [table: string, column: string, row: string]

export type Sealer = {
  seal: (text: string, owner: Owner, place: Place) => string
  /** Null, and reported, where it was modified, or sealed for another person or place. */
  open: (sealed: string, owner: Owner, place: Place) => string | null
  /** A key for a new person, wrapped. */
  newPersonKey: (owner: Omit<Owner, 'data_key'>) => string
  /** A key for a new file: as it encrypts, and wrapped. */
  newFileKey: (file: File) => { key: Uint8Array; data_key: string }
  /** The key of a file. Throws where it is not this file's. */
  fileKey: (file: File & { data_key: string | null }) => Uint8Array
  /** The same for the same text, so that it can be looked up; without the key nobody can try texts. */
  digest: (text: string) => string
}

type SealerWith = {
  keys: KeyWrapper
  /** Stays the same when master keys change: what was digested before must be found. */
  digestKey: Uint8Array
  /** Called for each text that does not open. */
  report: (place: Place) => void
}

/** Seals texts as `v2.<nonce, ciphertext and tag in base64url>`. */
export function createSealer({ keys, digestKey, report }: SealerWith): Sealer {
  const personKey = (owner: Owner) => keys.unwrap(owner.data_key ?? '', contextOfPerson(owner))
  return {
    seal: (text, owner, place) => `v2.${sealBytes(personKey(owner), Buffer.from(text), ['v2', ...place])}`,
    open(sealed, owner, place) {
      try {
        const [version, body = ''] = sealed.split('.')
        if (version !== 'v2') throw new Error('Not a sealed text')
        return openBytes(personKey(owner), body, ['v2', ...place]).toString('utf8')
      } catch {
        report(place)
        return null
      }
    },
    newPersonKey: (owner) => keys.wrap(newDataKey(), contextOfPerson(owner)),
    newFileKey(file) {
      const key = newDataKey()
      return { key, data_key: keys.wrap(key, contextOfFile(file)) }
    },
    fileKey: (file) => keys.unwrap(file.data_key ?? '', contextOfFile(file)),
    digest: (text) => createHmac('sha256', digestKey).update(text, 'utf8').digest('base64url'),
  }
}

/** What a wrapped key is bound to: the profile and whose it is. */
export function contextOfPerson({ profile_id, brand, customer_id }: Omit<Owner, 'data_key'>): readonly string[] {
  return ['profiles', profile_id, brand, customer_id]
}

/** A file of staff is nobody's, which no customer id can be taken for. */
export function contextOfFile({ id, brand, customer_id }: File): readonly string[] {
  return ['files', id, brand, ...(customer_id === null ? [] : [customer_id])]
}

/** How texts from before they were bound to their place begin. */
export const UNBOUND = 'v1.'

/**
 * Opens a text from before texts were bound to their place, `v1.…`: for the start that seals them anew, and nothing else.
 * Null where it does not open.
 */
export function openUnbound(keyring: Keyring, keyId: string, sealed: string): string | null {
  try {
    if (!sealed.startsWith(UNBOUND)) return null
    const bytes = Buffer.from(sealed.slice(UNBOUND.length), 'base64url')
    const key = keyring.derive(keyId, 'records', 'inapp-kyc record')
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
    decipher.setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
