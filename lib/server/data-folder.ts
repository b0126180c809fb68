import 'server-only'
import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the system says of a folder that cannot be used, in words. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'the user that runs the server may not write there',
  EPERM: 'the user that runs the server may not write there',
  EROFS: 'the file system is read-only',
  EEXIST: 'is a file, not a folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
}

/** More than a file system keeps in the entry of a file itself. */
const PROBE = new Uint8Array(64 * 1024)

/**
 * Makes the folder of the database and the files, if it is missing, and tries whether it takes a file.
 * @returns what is wrong with it; null when nothing is.
 */
export function faultOfFolder(directory: string, write = writeProbe): string | null {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    write(directory)
    return null
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    return `${directory}: ${WORDS[code] ?? message}`
  }
}

function writeProbe(directory: string): void {
  const path = join(directory, `.probe-${randomUUID()}`)
  try {
    writeFileSync(path, PROBE, { flush: true, mode: 0o600 })
  } finally {
    rmSync(path, { force: true })
  }
}
