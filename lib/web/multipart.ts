import 'server-only'
import { Readable } from 'node:stream'
import { ReadableStream as WebStream } from 'node:stream/web'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import type { IncomingFile } from '@/lib/backend/port'
import { type PictureSubject, pictureSubjectOf } from '@/lib/contract/documents'
import { KycError } from '@/lib/contract/errors'

/**
 * The first `file` of a multipart body, as a stream that is read while it arrives: nothing is held whole.
 * Fields before it: `quality=accepted` says that the person looked at it and wants it sent, `shows=face` that it is a
 * selfie.
 * Throws FILE_MISSING for a body without a file, UPLOAD_FAILED for one that is not multipart or breaks off.
 */
export function readMultipartFile(request: Request): Promise<IncomingFile> {
  return new Promise((resolve, reject) => {
    const type = request.headers.get('content-type') ?? ''
    if (!type.startsWith('multipart/form-data') || !request.body) return reject(new KycError('FILE_MISSING'))
    const headers: BusboyHeaders = { 'content-type': type }
    let acceptQuality = false
    let shows: PictureSubject = 'document'
    let current: Readable | null = null
    const fail = (cause: unknown) => {
      const error = new KycError('UPLOAD_FAILED', { cause })
      current?.destroy(error)
      reject(error)
    }
    try {
      const parser = new Busboy({ headers, limits: { files: 1, fields: 10, fieldSize: 1_000 } })
      parser.on('field', (name, value) => {
        acceptQuality ||= name === 'quality' && value === 'accepted'
        if (name === 'shows') shows = pictureSubjectOf(value)
      })
      parser.on('file', (name, stream, filename) => {
        if (name !== 'file') return stream.resume()
        current = stream
        resolve({ name: filename ?? '', bytes: bytesOf(stream), acceptQuality, shows })
      })
      parser.on('error', fail)
      parser.on('finish', () => reject(new KycError('FILE_MISSING')))
      Readable.fromWeb(request.body as import('node:stream/web').ReadableStream)
        .on('error', fail)
        .pipe(parser)
    } catch (cause) {
      fail(cause)
    }
  })
}

/**
 * The file's bytes; a body that ends before its end is the sender's fault, not a bug. What their reader leaves unread is read
 * and dropped: the next request on the same connection would wait behind it.
 */
function bytesOf(stream: Readable): ReadableStream<Uint8Array> {
  async function* chunks() {
    try {
      for await (const chunk of stream.iterator({ destroyOnReturn: false })) yield chunk
    } catch (cause) {
      throw cause instanceof KycError ? cause : new KycError('UPLOAD_FAILED', { cause })
    } finally {
      stream.resume()
    }
  }
  return WebStream.from(chunks()) as ReadableStream<Uint8Array>
}
