import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { KycError } from '@/lib/contract/errors'
import { decryptFile, encryptFile } from './encryption'
import type { FileStore } from './store'

const UNFINISHED = '.unfinished'

/**
 * Files on disk (docs/requirements/kyc-manager.md#files): `<directory>/<uuid>.<ext>`, encrypted. A file gets its name
 * only when it is whole and on the disk; what a crash left unfinished is removed at the next start.
 */
export function createDiskFileStore({ directory, masterKey }: { directory: string; masterKey: Uint8Array }): FileStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(directory)) if (name.endsWith(UNFINISHED)) rmSync(join(directory, name))
  const pathOf = (id: string, extension: string) => join(/* turbopackIgnore: true */ directory, `${id}.${extension}`)

  return {
    async write(id, extension, bytes) {
      const path = pathOf(id, extension)
      // A repeat may come while the first is still being written: each has a name of its own until it is whole.
      const unfinished = `${path}.${randomUUID()}${UNFINISHED}`
      const file = await open(unfinished, 'wx', 0o600)
      try {
        await file.writeFile(encryptFile(masterKey, id, bytes))
        await file.sync()
        await file.close()
        await rename(unfinished, path)
        await syncDirectory(directory)
      } catch (error) {
        await file.close()
        await rm(unfinished, { force: true })
        throw error
      }
    },
    read(id, extension) {
      const path = pathOf(id, extension)
      if (!existsSync(/* turbopackIgnore: true */ path)) throw new KycError('NOT_FOUND', { message: 'No such file.' })
      return decryptFile(masterKey, id, createReadStream(/* turbopackIgnore: true */ path))
    },
    async remove(id, extension) {
      await rm(pathOf(id, extension), { force: true })
    },
    has: async (id, extension) => existsSync(/* turbopackIgnore: true */ pathOf(id, extension)),
    async sweep(extension, before) {
      const names = (await readdir(directory)).filter((name) => name.endsWith(`.${extension}`))
      for (const name of names) {
        const path = join(/* turbopackIgnore: true */ directory, name)
        const written = await stat(path).catch(() => null)
        if (written && written.mtime < before) await rm(path, { force: true })
      }
    },
  }
}

/** Puts the new name itself on the disk; Windows does that without being asked, and refuses to be. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}
