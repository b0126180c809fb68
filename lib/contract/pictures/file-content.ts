import { z } from 'zod'

/** A part of a file: its first and last byte, both counted from 0. */
export type ByteRange = { readonly first: number; readonly last: number }

/** How a browser is told to treat a file: save it, or show it. */
export const DISPOSITIONS = ['attachment', 'inline'] as const
export type Disposition = (typeof DISPOSITIONS)[number]

/** The answer of a method with bytes instead of JSON. */
export type FileContent = {
  readonly file_name: string
  readonly content_type: string
  /** Null for what is made while it is sent: it is sent whole. */
  readonly file_size: number | null
  /** SHA-256 in hex. Null for what is made while it is sent. */
  readonly checksum: string | null
  readonly disposition: Disposition
  /** Records the look, then reads: the whole file, or a part of it. */
  readonly open: (range?: ByteRange) => Promise<ReadableStream<Uint8Array>>
}

export function isFileContent(value: unknown): value is FileContent {
  return typeof value === 'object' && value !== null && 'open' in value
}

export const fileContentSchema = z.custom<FileContent>(isFileContent)
