import type { ByteRange } from '@/lib/contract/pictures/file-content'

/**
 * Stores the content of files, encrypted. Reading returns exactly what was written, or fails.
 * `key`: the one that was made for the file, 32 bytes. Null where it follows from a master key and the file's id.
 */
export interface FileStore {
  /** Writes the whole file or nothing. */
  write(id: string, extension: string, bytes: AsyncIterable<Uint8Array>, key: Uint8Array | null): Promise<void>
  /** Throws NOT_FOUND when there is no such file. The stream fails where the content was modified. */
  read(id: string, extension: string, key: Uint8Array | null): AsyncIterable<Uint8Array>
  /**
   * Reads a part of a file of `size` bytes, and no more of the store than holds it. Throws NOT_FOUND when there is no
   * such file. The stream fails where the content was modified.
   */
  readRange(id: string, extension: string, range: ByteRange, size: number, key: Uint8Array): AsyncIterable<Uint8Array>
  remove(id: string, extension: string): Promise<void>
  has(id: string, extension: string): Promise<boolean>
  /** Whether it holds no file at all. */
  isEmpty(): Promise<boolean>
  /** Removes all files with this extension that were written before the given time. */
  sweep(extension: string, before: Date): Promise<void>
}
