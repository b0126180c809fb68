import { open, readFile } from 'node:fs/promises'
import { type Anchor, anchorSchema } from '@/lib/contract/audit'

/** A file that only grows: each line is an anchor of a brand's audit, as JSON. */
export type AnchorFile = {
  append: (anchors: readonly Anchor[]) => Promise<void>
  /** What it holds; no line that is none of ours is left out silently. */
  read: () => Promise<{ anchors: Anchor[]; broken: number[] }>
}

/** It is worth something on a disk, a mount or a machine that whoever can write the database cannot. */
export function createAnchorFile(path: string): AnchorFile {
  return {
    async append(anchors) {
      if (anchors.length === 0) return
      const file = await open(path, 'a+', 0o600)
      try {
        const { size } = await file.stat()
        const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(size - 1, 0))
        // A process that ended while it wrote leaves half a line.
        const begin = size === 0 || buffer.toString() === '\n' ? '' : '\n'
        await file.appendFile(`${begin}${anchors.map((anchor) => `${JSON.stringify(anchor)}\n`).join('')}`)
        await file.datasync()
      } finally {
        await file.close()
      }
    },
    async read() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
        return ''
      })
      const [anchors, broken]: [Anchor[], number[]] = [[], []]
      for (const [at, line] of text.split('\n').entries()) {
        if (line === '') continue
        const anchor = anchorOf(line)
        if (anchor) anchors.push(anchor)
        else broken.push(at + 1)
      }
      return { anchors, broken }
    },
  }
}

function anchorOf(line: string): Anchor | undefined {
  try {
    return anchorSchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
