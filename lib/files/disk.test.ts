import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDiskFileStore } from './disk'
import { createKeyring } from './keys'
import { describeFileStore } from './store.conformance'

const newDirectory = () => join(mkdtempSync(join(tmpdir(), 'inapp-kyc-')), 'storage')

describeFileStore('createDiskFileStore', async () => {
  const directory = newDirectory()
  return {
    store: createDiskFileStore({ directory, keyring: createKeyring([randomBytes(32)]) }),
    raw: async () => readdirSync(directory).map((name) => ({ name, bytes: readFileSync(join(directory, name)) })),
    overwrite: async (name, bytes) => writeFileSync(join(directory, name), bytes),
  }
})

describe('a file store on disk', () => {
  it('shows no file under its final name, and no plaintext, while writing', async () => {
    const directory = newDirectory()
    const store = createDiskFileStore({ directory, keyring: createKeyring([randomBytes(32)]) })
    const id = randomUUID()
    const seen: { name: string; clear: boolean }[] = []
    async function* watched() {
      yield Buffer.alloc(200_000, 'Ada Example ')
      for (const name of readdirSync(directory))
        seen.push({
          name: name.replace(/[^.]+\.unfinished$/, 'unfinished'),
          clear: readFileSync(join(directory, name)).includes('Ada Example'),
        })
    }
    await store.write(id, 'jpg', watched(), null)
    expect(seen).toEqual([{ name: `${id}.jpg.unfinished`, clear: false }])
    expect(readdirSync(directory)).toEqual([`${id}.jpg`])
  })

  it('removes at startup only what a crash left unfinished', () => {
    const directory = newDirectory()
    createDiskFileStore({ directory, keyring: createKeyring([randomBytes(32)]) })
    const [left, whole] = [`${randomUUID()}.jpg.unfinished`, `${randomUUID()}.jpg`]
    // What another process is just writing.
    const underway = `${randomUUID()}.jpg.unfinished`
    for (const name of [left, whole, underway]) writeFileSync(join(directory, name), 'bytes')
    const longAgo = Date.now() / 1_000 - 2 * 3_600
    utimesSync(join(directory, left), longAgo, longAgo)
    createDiskFileStore({ directory, keyring: createKeyring([randomBytes(32)]) })
    expect(readdirSync(directory).toSorted()).toEqual([whole, underway].toSorted())
  })

  it('that is gone, full or read-only refuses for now, and is nobody’s bug', async () => {
    const directory = newDirectory()
    const store = createDiskFileStore({ directory, keyring: createKeyring([randomBytes(32)]) })
    rmSync(directory, { recursive: true })
    writeFileSync(directory, 'no folder any more')
    async function* content() {
      yield Buffer.from('lost')
    }
    const refusal = { code: 'BACKEND_UNAVAILABLE', cause: { code: 'ENOTDIR' } }
    await expect(store.write(randomUUID(), 'jpg', content(), null)).rejects.toMatchObject(refusal)
  })

  it('reads files after a restart', async () => {
    const [directory, keyring, id] = [newDirectory(), createKeyring([randomBytes(32)]), randomUUID()]
    async function* content() {
      yield Buffer.from('kept')
    }
    await createDiskFileStore({ directory, keyring }).write(id, 'pdf', content(), null)
    const chunks: Uint8Array[] = []
    for await (const chunk of createDiskFileStore({ directory, keyring }).read(id, 'pdf', null)) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe('kept')
  })

  it.skipIf(process.platform === 'win32')('denies access to other users of the machine', async () => {
    const directory = newDirectory()
    const store = createDiskFileStore({ directory, keyring: createKeyring([randomBytes(32)]) })
    const id = randomUUID()
    async function* content() {
      yield Buffer.from('private')
    }
    await store.write(id, 'jpg', content(), null)
    const modes = [statSync(directory), statSync(join(directory, `${id}.jpg`))].map(({ mode }) => mode & 0o077)
    expect(modes).toEqual([0, 0])
  })
})
