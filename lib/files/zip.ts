import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

export type ZipEntry =
  | { path: string; text: string }
  | { path: string; size: number; read: () => AsyncIterable<Uint8Array> }

/** A ZIP made while it is read: each file is opened when it is its turn. It breaks off where a file cannot be read. */
export function zipStream(entries: readonly ZipEntry[], mtime: Date): ReadableStream<Uint8Array> {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  zip.on('error', (error: Error) => output.destroy(error))
  for (const entry of entries) {
    if ('text' in entry) zip.addBuffer(Buffer.from(entry.text), entry.path, { mtime })
    else {
      const { path, size, read } = entry
      // Pictures and PDFs are compressed as they are.
      zip.addReadStreamLazy(path, { mtime, size, compress: false }, (begin) => begin(null, Readable.from(read())))
    }
  }
  zip.end()
  return Readable.toWeb(output) as ReadableStream<Uint8Array>
}
