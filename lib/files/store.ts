/** Where the bytes of files are kept. What is read is what was written, or an error. */
export interface FileStore {
  /** Writes a whole file, or nothing. */
  write(id: string, extension: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** Throws NOT_FOUND for a file that is not there; the stream fails where a byte has been touched. */
  read(id: string, extension: string): AsyncIterable<Uint8Array>
  remove(id: string, extension: string): Promise<void>
  has(id: string, extension: string): Promise<boolean>
  /** Removes the files with this extension that were written before a time. */
  sweep(extension: string, before: Date): Promise<void>
}
