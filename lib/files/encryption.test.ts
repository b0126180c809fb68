import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decryptFile, derivedKey, derivedKeyOf, encryptFile, ownKey } from './encryption'
import { createKeyring } from './keys'

const KEYRING = createKeyring([randomBytes(32)])
const ID = '0192d3a4-0000-7000-8000-000000000001'
const FRAME = 64 * 1024
const HEADER = 9
const SEALED_FRAME = FRAME + 16

/** Streams the bytes in chunks of `size`. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const encrypted = (plain: Uint8Array, size = 50_000, id = ID) =>
  gather(encryptFile(derivedKey(KEYRING, id), pieces(plain, size)))
const decrypted = (sealed: Uint8Array, { size = 50_000, id = ID, keyring = KEYRING } = {}) =>
  gather(decryptFile(derivedKeyOf(keyring, id), pieces(sealed, size)))

function flipped(bytes: Uint8Array, at: number, bit = 1): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(at) ^ bit, at)
  return copy
}

describe('encryptFile and decryptFile', () => {
  it.each([0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 3 * FRAME + 17])('restore %i bytes', async (length) => {
    const plain = randomBytes(length)
    expect((await decrypted(await encrypted(plain))).equals(plain)).toBe(true)
  })

  it('restore any length, however the stream is chunked', async () => {
    const size = fc.integer({ min: 1, max: 100_000 })
    await fc.assert(
      fc.asyncProperty(fc.nat(200_000), size, size, async (length, writing, reading) => {
        // Streaming byte by byte would be slow and prove no more.
        const slow = (step: number) => Math.max(step, Math.ceil(length / 500))
        const plain = randomBytes(length)
        const back = await decrypted(await encrypted(plain, slow(writing)), { size: slow(reading) + 1 })
        expect(back.equals(plain)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('decrypt a stream of single bytes', async () => {
    expect((await decrypted(await encrypted(Buffer.from('Ada')), { size: 1 })).toString()).toBe('Ada')
  })

  it('write no plaintext', async () => {
    const plain = Buffer.alloc(FRAME * 2, 'Ada Example ')
    const sealed = await encrypted(plain)
    expect(sealed.includes('Ada')).toBe(false)
    expect(sealed.length).toBe(HEADER + plain.length + 2 * 16)
  })

  it('refuse a file with any bit flipped, including the header', async () => {
    const sealed = await encrypted(randomBytes(FRAME + 500))
    const anywhere = fc.oneof(fc.nat(HEADER - 1), fc.nat(sealed.length - 1))
    await fc.assert(
      fc.asyncProperty(anywhere, fc.nat(7), async (at, bit) => {
        await expect(decrypted(flipped(sealed, at, 1 << bit))).rejects.toThrow()
      }),
    )
  })

  it('refuse a truncated file, even one cut between frames', async () => {
    const sealed = await encrypted(randomBytes(3 * FRAME))
    const border = fc.nat(2).map((frames) => HEADER + frames * SEALED_FRAME)
    await fc.assert(
      fc.asyncProperty(fc.oneof(border, fc.nat(sealed.length - 1)), async (length) => {
        await expect(decrypted(sealed.subarray(0, length))).rejects.toThrow()
      }),
    )
  })

  it('refuse frames that are reordered, repeated, missing or followed by more', async () => {
    const sealed = await encrypted(randomBytes(3 * FRAME))
    const header = sealed.subarray(0, HEADER)
    const frame = (i: number) => sealed.subarray(HEADER + i * SEALED_FRAME, HEADER + (i + 1) * SEALED_FRAME)
    for (const order of [[1, 0, 2], [0, 2, 1], [0, 0, 1, 2], [0, 2], [1, 2], [2], [0, 1, 2, 2], [0, 1, 2, 0]]) {
      await expect(decrypted(Buffer.concat([header, ...order.map(frame)])), String(order)).rejects.toThrow()
    }
    await expect(decrypted(Buffer.concat([sealed, Buffer.of(0)]))).rejects.toThrow()
  })

  it('refuse the content of one file under the id of another', async () => {
    const sealed = await encrypted(Buffer.from('Ada'))
    await expect(decrypted(sealed, { id: '0192d3a4-0000-7000-8000-000000000002' })).rejects.toThrow()
  })

  it('decrypt with the key of before while master keys are being changed', async () => {
    const [old, fresh] = [randomBytes(32), randomBytes(32)]
    const before = await gather(encryptFile(derivedKey(createKeyring([old]), ID), pieces(Buffer.from('Ada'), 1)))
    const meanwhile = createKeyring([fresh, old])
    expect((await decrypted(before, { keyring: meanwhile })).toString()).toBe('Ada')
    const after = await gather(encryptFile(derivedKey(meanwhile, ID), pieces(Buffer.from('Ada'), 1)))
    expect((await decrypted(after, { keyring: createKeyring([fresh]) })).toString()).toBe('Ada')
    await expect(decrypted(before, { keyring: createKeyring([fresh]) })).rejects.toThrow('another master key')
  })

  it('keep a file with a key of its own from every other key, those of the deployment too', async () => {
    const [own, other] = [randomBytes(32), randomBytes(32)]
    const sealed = await gather(encryptFile(ownKey(own), pieces(Buffer.from('Ada'), 1)))
    expect((await gather(decryptFile(() => own, pieces(sealed, 5)))).toString()).toBe('Ada')
    await expect(gather(decryptFile(() => other, pieces(sealed, 5)))).rejects.toThrow()
    await expect(decrypted(sealed)).rejects.toThrow('another master key')
  })

  it('name the errors that only an operator can fix', async () => {
    const sealed = await encrypted(Buffer.from('Ada'))
    await expect(decrypted(sealed, { keyring: createKeyring([randomBytes(32)]) })).rejects.toThrow('another master key')
    await expect(decrypted(flipped(sealed, 4))).rejects.toThrow('unknown format')
    await expect(decrypted(Buffer.from('%PDF-1.7 in the clear'))).rejects.toThrow('Not an encrypted file')
    await expect(decrypted(Buffer.alloc(0))).rejects.toThrow('truncated')
  })
})
