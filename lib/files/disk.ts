import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { KycError } from '@/lib/contract/errors'
import { decryptFile, decryptRange, derivedKey, derivedKeyOf, encryptedRange, encryptFile, ownKey } from './encryption'
import type { Keyring } from './keys'
import type { FileStore } from './store'

const UNFINISHED = '.unfinished'
/** Nothing is written for so long, in milliseconds. */
const LEFT_OVER_AFTER_MS = 60 * 60_000

/**
 * Encrypted files on disk as `<directory>/<uuid>.<ext>` (docs/requirements/kyc-manager.md#files). A file gets its final
 * name once it is completely written and synced. Unfinished files left by a crash are removed at the next start.
 */
export function createDiskFileStore({ directory, keyring }: { directory: string; keyring: Keyring }): FileStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  removeLeftOver(directory)
  const pathOf = (id: string, extension: string) => join(/* turbopackIgnore: true */ directory, `${id}.${extension}`)

  return {
    async write(id, extension, bytes, key) {
      const path = pathOf(id, extension)
      // A retry may arrive while the first attempt is still writing, so each writes under a unique name.
      const unfinished = `${path}.${randomUUID()}${UNFINISHED}`
      const file = await open(unfinished, 'wx', 0o600).catch((error) => Promise.reject(unavailable(error)))
      try {
        await file.writeFile(encryptFile(key ? ownKey(key) : derivedKey(keyring, id), bytes))
        await file.sync()
        await file.close()
        await rename(unfinished, path)
        await syncDirectory(directory)
      } catch (error) {
        await file.close()
        await rm(unfinished, { force: true })
        throw unavailable(error)
      }
    },
    read(id, extension, key) {
      const path = pathOf(id, extension)
      if (!existsSync(/* turbopackIgnore: true */ path)) throw new KycError('NOT_FOUND', { message: 'No such file.' })
      const keyOf = key ? () => key : derivedKeyOf(keyring, id)
      return decryptFile(keyOf, createReadStream(/* turbopackIgnore: true */ path))
    },
    readRange(id, extension, range, size, key) {
      const path = pathOf(id, extension)
      if (!existsSync(/* turbopackIgnore: true */ path)) throw new KycError('NOT_FOUND', { message: 'No such file.' })
      const part = createReadStream(/* turbopackIgnore: true */ path, encryptedRange(range))
      return decryptRange(key, range, size, part)
    },
    async remove(id, extension) {
      await rm(pathOf(id, extension), { force: true }).catch((error) => Promise.reject(unavailable(error)))
    },
    has: async (id, extension) => existsSync(/* turbopackIgnore: true */ pathOf(id, extension)),
    isEmpty: async () => (await readdir(directory)).every((name) => name.endsWith(UNFINISHED)),
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

/** Commands work beside a server: what it is just writing is younger. */
function removeLeftOver(directory: string): void {
  for (const name of readdirSync(directory).filter((name) => name.endsWith(UNFINISHED))) {
    const path = join(directory, name)
    const written = statSync(path, { throwIfNoEntry: false })
    if (written && Date.now() - written.mtimeMs > LEFT_OVER_AFTER_MS) rmSync(path, { force: true })
  }
}

/** A disk that is full, read-only or gone is a refusal: it may pass, and is nobody's bug. */
function unavailable(error: unknown): unknown {
  const isOfSystem = error instanceof Error && 'errno' in error
  return isOfSystem ? new KycError('BACKEND_UNAVAILABLE', { cause: error }) : error
}

/** Syncs the directory, so that the new name survives a crash. Windows does this itself and refuses the call. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}
