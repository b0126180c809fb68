import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { ByteRange } from '@/lib/contract/pictures/file-content'

/** Encryption at rest: AES-256-GCM, with every key derived from one master key (HKDF, RFC 5869). */

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

export type Sealer = {
  seal: (text: string) => string
  open: (sealed: string) => string
  /** The same for the same text, so that it can be looked up; without the key nobody can try texts. */
  digest: (text: string) => string
}

/** Seals short texts as `v1.<nonce, ciphertext and tag in base64url>`. `open` throws if one was modified. */
export function createSealer(masterKey: Uint8Array): Sealer {
  const key = derive(masterKey, 'records', 'inapp-kyc record')
  const digestKey = derive(masterKey, 'digests', 'inapp-kyc digest')
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(ALGORITHM, key, nonce)
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `v1.${sealed.toString('base64url')}`
    },
    open(sealed) {
      const [version, body = ''] = sealed.split('.')
      if (version !== 'v1') throw new Error('Not a sealed text')
      const bytes = Buffer.from(body, 'base64url')
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      )
    },
    digest: (text) => createHmac('sha256', digestKey).update(text, 'utf8').digest('base64url'),
  }
}

function derive(masterKey: Uint8Array, salt: string, info: string): Buffer {
  if (masterKey.length !== 32) throw new Error('The master key must be 32 bytes')
  return Buffer.from(hkdfSync('sha256', masterKey, salt, info, 32))
}

/**
 * The format of files: a header (`KYCF`, format version, master key id), then frames of up to 64 KiB of plaintext, each
 * followed by its tag. The nonce counts the frames and marks the last one (the STREAM construction by Hoang,
 * Reyhanitabar, Rogaway and Vizár, 2015), so any modified, moved, repeated or missing frame is detected. Each file has
 * its own key, derived from its id.
 */
const MAGIC = Buffer.from('KYCF')
const VERSION = 1
const KEY_ID_BYTES = 4
const HEADER_BYTES = MAGIC.length + 1 + KEY_ID_BYTES
const FRAME_BYTES = 64 * 1024

/** Encrypts a stream. */
export async function* encryptFile(
  masterKey: Uint8Array,
  fileId: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const key = derive(masterKey, fileId, 'inapp-kyc file')
  yield headerOf(masterKey)
  for await (const { frame, index, last } of framesOf(bytes, FRAME_BYTES)) {
    const cipher = createCipheriv(ALGORITHM, key, nonceOf(index, last))
    yield Buffer.concat([cipher.update(frame), cipher.final(), cipher.getAuthTag()])
  }
}

/** Decrypts a stream. Throws at the first frame that was modified. */
export async function* decryptFile(
  masterKey: Uint8Array,
  fileId: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const key = derive(masterKey, fileId, 'inapp-kyc file')
  for await (const { frame, index, last } of framesOf(withoutHeader(masterKey, bytes), FRAME_BYTES + TAG_BYTES))
    yield openFrame(key, frame, index, last)
}

/** The bytes of an encrypted file that hold a range, from `start` to `end`. The end may lie behind the file's. */
export function encryptedRange({ first, last }: ByteRange): { start: number; end: number } {
  const offsetOf = (frame: number) => HEADER_BYTES + frame * (FRAME_BYTES + TAG_BYTES)
  return { start: offsetOf(frameAt(first)), end: offsetOf(frameAt(last) + 1) - 1 }
}

/**
 * Decrypts a range of a file of `size` bytes from the bytes of `encryptedRange`. Throws at the first frame that was
 * modified or is missing. The header is not among them: a frame of another format or key fails by itself.
 */
export async function* decryptRange(
  masterKey: Uint8Array,
  fileId: string,
  { first, last }: ByteRange,
  size: number,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const key = derive(masterKey, fileId, 'inapp-kyc file')
  let next = frameAt(first)
  for await (const { frame } of framesOf(bytes, FRAME_BYTES + TAG_BYTES)) {
    const start = next * FRAME_BYTES
    const plain = openFrame(key, frame, next, next === frameAt(size - 1))
    yield plain.subarray(Math.max(first - start, 0), last + 1 - start)
    next += 1
  }
  if (next !== frameAt(last) + 1) throw new Error('The file is truncated')
}

function frameAt(byte: number): number {
  return Math.floor(byte / FRAME_BYTES)
}

function openFrame(key: Buffer, frame: Buffer, index: number, last: boolean): Buffer {
  if (frame.length < TAG_BYTES) throw new Error('The file is truncated')
  const decipher = createDecipheriv(ALGORITHM, key, nonceOf(index, last), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(frame.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(frame.subarray(0, -TAG_BYTES)), decipher.final()])
}

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUInt32BE(index, NONCE_BYTES - 5)
  nonce.writeUInt8(last ? 1 : 0, NONCE_BYTES - 1)
  return nonce
}

/** Splits a stream into frames of `size` bytes; the last one may be shorter. An empty stream gives one empty frame. */
async function* framesOf(
  bytes: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ frame: Buffer; index: number; last: boolean }> {
  let rest = Buffer.alloc(0)
  let index = 0
  for await (const chunk of bytes) {
    rest = Buffer.concat([rest, chunk])
    // A full frame is held back until more arrives, because only then is it known not to be the last.
    for (; rest.length > size; rest = rest.subarray(size))
      yield { frame: rest.subarray(0, size), index: index++, last: false }
  }
  yield { frame: rest, index, last: true }
}

/** The key id tells which master key a file needs, should there be several. It reveals nothing about the key. */
function headerOf(masterKey: Uint8Array): Buffer {
  const keyId = derive(masterKey, 'files', 'inapp-kyc key id').subarray(0, KEY_ID_BYTES)
  return Buffer.concat([MAGIC, Buffer.of(VERSION), keyId])
}

async function* withoutHeader(masterKey: Uint8Array, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0)
  let passed = false
  for await (const chunk of bytes) {
    if (passed) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.length < HEADER_BYTES) continue
    assertHeader(head.subarray(0, HEADER_BYTES), headerOf(masterKey))
    passed = true
    yield head.subarray(HEADER_BYTES)
  }
  if (!passed) throw new Error('The file is truncated')
}

function assertHeader(found: Buffer, expected: Buffer): void {
  const keyAt = HEADER_BYTES - KEY_ID_BYTES
  if (!found.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('Not an encrypted file')
  if (found[MAGIC.length] !== VERSION) throw new Error('The file has an unknown format')
  if (!found.subarray(keyAt).equals(expected.subarray(keyAt))) throw new Error('The file needs another master key')
}
