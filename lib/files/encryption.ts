import { createCipheriv, createDecipheriv } from 'node:crypto'
import { Fault } from '@/lib/contract/errors'
import type { ByteRange } from '@/lib/contract/pictures/file-content'
import type { Keyring } from './keys'

/** Encryption of files at rest: AES-256-GCM, with a key of its own for each file. */

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * The format of files: a header (`KYCF`, format version, id of the master key that the file's key is derived from, zeros
 * where it is a key of its own), then frames of up to 64 KiB of plaintext, each followed by its tag. The nonce counts the
 * frames and marks the last one (the STREAM construction by Hoang, Reyhanitabar, Rogaway and Vizár, 2015), so any
 * modified, moved, repeated or missing frame is detected.
 */
const MAGIC = Buffer.from('KYCF')
const VERSION = 1
const KEY_ID_BYTES = 4
const NO_MASTER_KEY = '00'.repeat(KEY_ID_BYTES)
const HEADER_BYTES = MAGIC.length + 1 + KEY_ID_BYTES
const FRAME_BYTES = 64 * 1024

/** A key that encrypts one file, and how its header names it. */
export type FileKey = { readonly id: string; readonly bytes: Uint8Array }
/** What a file is decrypted with: a key of its own, or one by the id in its header. It throws where it has none. */
export type FindFileKey = (id: string) => Uint8Array

/** A key that was made for the file alone. */
export function ownKey(bytes: Uint8Array): FileKey {
  return { id: NO_MASTER_KEY, bytes }
}

/** A key that is derived from the newest master key: for what lives a day, so that nothing has to remember it. */
export function derivedKey(keyring: Keyring, fileId: string): FileKey {
  return { id: keyring.newest, bytes: keyring.derive(keyring.newest, fileId, 'inapp-kyc file') }
}

/** The key that a file's header asks for. */
export function derivedKeyOf(keyring: Keyring, fileId: string): FindFileKey {
  return (id) => {
    if (!keyring.ids.includes(id)) throw new Fault('The file needs another master key')
    return keyring.derive(id, fileId, 'inapp-kyc file')
  }
}

/** Encrypts a stream. */
export async function* encryptFile(key: FileKey, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield headerOf(key.id)
  for await (const { frame, index, last } of framesOf(bytes, FRAME_BYTES)) {
    const cipher = createCipheriv(ALGORITHM, key.bytes, nonceOf(index, last))
    yield Buffer.concat([cipher.update(frame), cipher.final(), cipher.getAuthTag()])
  }
}

/** Decrypts a stream. Throws at the first frame that was modified. */
export async function* decryptFile(keyOf: FindFileKey, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const header: { key?: Uint8Array } = {}
  const body = withoutHeader(bytes, (id) => {
    header.key = keyOf(id)
  })
  for await (const { frame, index, last } of framesOf(body, FRAME_BYTES + TAG_BYTES)) {
    if (!header.key) throw new Fault('The file is truncated')
    yield openFrame(header.key, frame, index, last)
  }
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
  key: Uint8Array,
  { first, last }: ByteRange,
  size: number,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let next = frameAt(first)
  for await (const { frame } of framesOf(bytes, FRAME_BYTES + TAG_BYTES)) {
    const start = next * FRAME_BYTES
    const plain = openFrame(key, frame, next, next === frameAt(size - 1))
    yield plain.subarray(Math.max(first - start, 0), last + 1 - start)
    next += 1
  }
  if (next !== frameAt(last) + 1) throw new Fault('The file is truncated')
}

function frameAt(byte: number): number {
  return Math.floor(byte / FRAME_BYTES)
}

function openFrame(key: Uint8Array, frame: Buffer, index: number, last: boolean): Buffer {
  if (frame.length < TAG_BYTES) throw new Fault('The file is truncated')
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

function headerOf(keyId: string): Buffer {
  return Buffer.concat([MAGIC, Buffer.of(VERSION), Buffer.from(keyId, 'hex')])
}

async function* withoutHeader(
  bytes: AsyncIterable<Uint8Array>,
  found: (keyId: string) => void,
): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0)
  let passed = false
  for await (const chunk of bytes) {
    if (passed) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.length < HEADER_BYTES) continue
    found(keyIdIn(head.subarray(0, HEADER_BYTES)))
    passed = true
    yield head.subarray(HEADER_BYTES)
  }
  if (!passed) throw new Fault('The file is truncated')
}

function keyIdIn(header: Buffer): string {
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw new Fault('Not an encrypted file')
  if (header[MAGIC.length] !== VERSION) throw new Fault('The file has an unknown format')
  return header.subarray(HEADER_BYTES - KEY_ID_BYTES).toString('hex')
}
