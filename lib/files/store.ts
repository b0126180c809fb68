import type { ByteRange } from '@/lib/contract/pictures/file-content'

/** Stores the content of files. Reading returns exactly what was written, or fails. */
export interface FileStore {
  /** Writes the whole file or nothing. */
  write(id: string, extension: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** Throws NOT_FOUND when there is no such file. The stream fails where the content was modified. */
  read(id: string, extension: string): AsyncIterable<Uint8Array>
  /**
   * Reads a part of a file of `size` bytes, and no more of the store than holds it. Throws NOT_FOUND when there is no
   * such file. The stream fails where the content was modified.
   */
  readRange(id: string, extension: string, range: ByteRange, size: number): AsyncIterable<Uint8Array>
  remove(id: string, extension: string): Promise<void>
  has(id: string, extension: string): Promise<boolean>
  /** Removes all files with this extension that were written before the given time. */
  sweep(extension: string, before: Date): Promise<void>
}
