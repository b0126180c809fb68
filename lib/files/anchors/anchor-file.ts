import { constants } from 'node:fs'
import { access, open, readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Anchor } from '@/lib/contract/audit'
import { type AnchorPlace, type AnchorRecord, isSince, readAnchor, writeAnchor } from './anchor-place'

/**
 * A file that only grows, an anchor a line. It is worth something on a disk, a mount or a machine that whoever can write the
 * database cannot.
 */
export function createAnchorFile(path: string): AnchorPlace & { read: () => Promise<AnchorRecord> } {
  const read = async (): Promise<AnchorRecord> => {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      return ''
    })
    const [anchors, faults]: [Anchor[], string[]] = [[], []]
    for (const [at, line] of text.split('\n').entries()) {
      if (line === '') continue
      const anchor = readAnchor(line)
      if (anchor) anchors.push(anchor)
      else faults.push(`line ${at + 1} is no anchor`)
    }
    return { anchors, faults }
  }
  return {
    name: path,
    read,
    since: async (ends) => (await read()).anchors.filter((anchor) => isSince(ends, anchor)),
    async keep(anchor) {
      const file = await open(path, 'a+', 0o600)
      try {
        const { size } = await file.stat()
        const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(size - 1, 0))
        // A process that ended while it wrote leaves half a line.
        const begin = size === 0 || buffer.toString() === '\n' ? '' : '\n'
        await file.appendFile(`${begin}${writeAnchor(anchor)}`)
        await file.datasync()
      } finally {
        await file.close()
      }
    },
    async warning() {
      const writable = await access(dirname(resolve(path)), constants.W_OK).then(
        () => true,
        () => false,
      )
      return writable ? null : 'its folder is missing, or cannot be written'
    },
  }
}
