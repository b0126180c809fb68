import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { FileStore } from './store'

/** A store, and direct access to its disk or bucket. */
export type StoreUnderTest = {
  store: FileStore
  /** All names with their raw bytes, including unfinished files. */
  raw: () => Promise<{ name: string; bytes: Uint8Array }[]>
  /** Replaces the raw bytes under a name. */
  overwrite: (name: string, bytes: Uint8Array) => Promise<void>
}

async function* partsOf(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}

async function* lostAfter(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
  throw new Error('The connection was lost')
}

async function contentOf(store: FileStore, id: string, extension: string): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of store.read(id, extension, null)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Of a file with this key of its own. */
const KEY = randomBytes(32)

async function partOf(store: FileStore, id: string, first: number, last: number, size: number): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(store.readRange(id, 'jpg', { first, last }, size, KEY)))
}

/** The tests that every file store must pass. `make` creates an empty one. */
export function describeFileStore(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    it.each([0, 1, 64 * 1024, 300_000])('returns the %i bytes that were written', async (length) => {
      const { store } = await make()
      const content = randomBytes(length)
      const id = randomUUID()
      await store.write(id, 'jpg', partsOf(content.subarray(0, 100), content.subarray(100)), null)
      expect((await contentOf(store, id, 'jpg')).equals(content)).toBe(true)
    })

    it.each([
      [1, 0, 0],
      [200_000, 0, 0],
      [200_000, 199_999, 199_999],
      [200_000, 65_535, 65_536],
      [200_000, 70_000, 140_000],
      [200_000, 0, 199_999],
      [128 * 1024, 65_536, 131_071],
    ])('returns of %i bytes those from %i to %i', async (length, first, last) => {
      const { store } = await make()
      const content = randomBytes(length)
      const id = randomUUID()
      await store.write(id, 'jpg', partsOf(content), KEY)
      const part = await partOf(store, id, first, last, length)
      expect(part.equals(content.subarray(first, last + 1))).toBe(true)
    })

    it('fails to read a part that was modified or cut off, and needs no other', async () => {
      const { store, raw, overwrite } = await make()
      const id = randomUUID()
      await store.write(id, 'jpg', partsOf(randomBytes(200_000)), KEY)
      const whole = Buffer.from((await raw())[0]?.bytes ?? [])
      const touched = Buffer.from(whole)
      touched.writeUInt8(touched.readUInt8(150_000) ^ 1, 150_000)
      await overwrite(`${id}.jpg`, touched)
      expect(await partOf(store, id, 0, 100_000, 200_000)).toHaveLength(100_001)
      await expect(partOf(store, id, 140_000, 140_000, 200_000)).rejects.toThrow()
      await overwrite(`${id}.jpg`, whole.subarray(0, 70_000))
      await expect(partOf(store, id, 0, 199_999, 200_000)).rejects.toThrow()
      await expect(partOf(store, randomUUID(), 0, 1, 200_000)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it('stores a file under its id and extension, without plaintext', async () => {
      const { store, raw } = await make()
      const id = randomUUID()
      await store.write(id, 'pdf', partsOf(Buffer.alloc(200_000, 'Ada Example ')), null)
      const kept = await raw()
      expect(kept.map((file) => file.name)).toEqual([`${id}.pdf`])
      expect(kept.some(({ bytes }) => Buffer.from(bytes).includes('Ada'))).toBe(false)
    })

    it('returns a file with a key of its own by that key alone', async () => {
      const { store } = await make()
      const id = randomUUID()
      await store.write(id, 'jpg', partsOf(Buffer.from('own')), KEY)
      expect(Buffer.concat(await Array.fromAsync(store.read(id, 'jpg', KEY))).toString()).toBe('own')
      await expect(Array.fromAsync(store.read(id, 'jpg', randomBytes(32)))).rejects.toThrow()
      await expect(contentOf(store, id, 'jpg')).rejects.toThrow()
    })

    it('says whether it holds anything', async () => {
      const { store } = await make()
      expect(await store.isEmpty()).toBe(true)
      const id = randomUUID()
      await store.write(id, 'png', partsOf(Buffer.from('one')), null)
      expect(await store.isEmpty()).toBe(false)
      await store.remove(id, 'png')
      expect(await store.isEmpty()).toBe(true)
    })

    it('keeps files apart', async () => {
      const { store } = await make()
      const [one, other] = [randomUUID(), randomUUID()]
      await Promise.all([
        store.write(one, 'png', partsOf(Buffer.from('one')), null),
        store.write(other, 'png', partsOf(Buffer.from('other')), null),
      ])
      expect((await contentOf(store, one, 'png')).toString()).toBe('one')
      expect((await contentOf(store, other, 'png')).toString()).toBe('other')
    })

    it('stores nothing when the input breaks off', async () => {
      const { store, raw } = await make()
      const id = randomUUID()
      await expect(store.write(id, 'jpg', lostAfter(randomBytes(200_000)), null)).rejects.toThrow('connection was lost')
      expect(await raw()).toEqual([])
      await expect(contentOf(store, id, 'jpg')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it('throws NOT_FOUND for a file that never existed or was removed', async () => {
      const { store, raw } = await make()
      const id = randomUUID()
      await expect(contentOf(store, id, 'jpg')).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await store.write(id, 'jpg', partsOf(Buffer.from('here')), null)
      await store.remove(id, 'jpg')
      await expect(contentOf(store, id, 'jpg')).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(await raw()).toEqual([])
    })

    it('knows which files exist', async () => {
      const { store } = await make()
      const id = randomUUID()
      expect(await store.has(id, 'jpg')).toBe(false)
      await store.write(id, 'jpg', partsOf(Buffer.from('here')), null)
      expect(await store.has(id, 'jpg')).toBe(true)
      expect(await store.has(id, 'png')).toBe(false)
    })

    it('sweeps only old files with the given extension', async () => {
      const { store } = await make()
      const [old, kept] = [randomUUID(), randomUUID()]
      await store.write(old, 'part', partsOf(Buffer.from('old')), null)
      await store.write(kept, 'jpg', partsOf(Buffer.from('kept')), null)
      await store.sweep('part', new Date(Date.now() - 60_000))
      expect(await store.has(old, 'part')).toBe(true)
      await store.sweep('part', new Date(Date.now() + 60_000))
      expect([await store.has(old, 'part'), await store.has(kept, 'jpg')]).toEqual([false, true])
    })

    it('accepts concurrent writes of the same file', async () => {
      const { store } = await make()
      const id = randomUUID()
      const content = randomBytes(300_000)
      await Promise.all([
        store.write(id, 'part', partsOf(content), null),
        store.write(id, 'part', partsOf(content), null),
      ])
      expect((await contentOf(store, id, 'part')).equals(content)).toBe(true)
    })

    it('removes a missing file without an error', async () => {
      const { store } = await make()
      await expect(store.remove(randomUUID(), 'jpg')).resolves.toBeUndefined()
    })

    it('fails to read a file that was modified or truncated', async () => {
      const { store, raw, overwrite } = await make()
      const id = randomUUID()
      await store.write(id, 'jpg', partsOf(randomBytes(200_000)), null)
      const whole = Buffer.from((await raw())[0]?.bytes ?? [])
      const touched = Buffer.from(whole)
      touched.writeUInt8(touched.readUInt8(150_000) ^ 1, 150_000)
      for (const bytes of [touched, whole.subarray(0, -1), whole.subarray(0, 70_000)]) {
        await overwrite(`${id}.jpg`, bytes)
        await expect(contentOf(store, id, 'jpg')).rejects.toThrow()
      }
    })

    it('fails to read a file that was swapped for another', async () => {
      const { store, raw, overwrite } = await make()
      const [mine, theirs] = [randomUUID(), randomUUID()]
      await store.write(mine, 'jpg', partsOf(Buffer.from('mine')), null)
      await store.write(theirs, 'jpg', partsOf(Buffer.from('theirs')), null)
      const found = (await raw()).find((file) => file.name === `${theirs}.jpg`)
      await overwrite(`${mine}.jpg`, found?.bytes ?? Buffer.alloc(0))
      await expect(contentOf(store, mine, 'jpg')).rejects.toThrow()
    })
  })
}
