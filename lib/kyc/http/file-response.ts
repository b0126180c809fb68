import { errorResponse, KycError } from '@/lib/contract/errors'
import type { ByteRange, FileContent } from '@/lib/contract/pictures/file-content'
import { parseRange } from '@/lib/http/byte-range'

/** A stranger's file runs nothing and loads nothing, even where it is shown. */
const POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'"

/** Answers with the bytes of a file: all, the range that was asked for, or none for HEAD. */
export async function fileResponse(request: Request, file: FileContent): Promise<Response> {
  const { file_size, checksum } = file
  const isHead = request.method === 'HEAD'
  if (file_size === null || checksum === null)
    return new Response(isHead ? null : await file.open(), { headers: { ...headersOf(file), 'accept-ranges': 'none' } })
  const etag = `"${checksum}"`
  const headers = { ...headersOf(file), 'accept-ranges': 'bytes', etag }
  if (isHead) return new Response(null, { headers: { ...headers, ...lengthOf(file_size) } })
  const range = rangeOf(request, file_size, etag)
  if (range === 'unsatisfiable') return unsatisfiable(file_size)
  if (range === null) return new Response(await file.open(), { headers: { ...headers, ...lengthOf(file_size) } })
  const { first, last } = range
  return new Response(await file.open(range), {
    status: 206,
    headers: {
      ...{ ...headers, ...lengthOf(last - first + 1) },
      'content-range': `bytes ${first}-${last}/${file_size}`,
    },
  })
}

const lengthOf = (bytes: number) => ({ 'content-length': String(bytes) })

function headersOf({ content_type, file_name, disposition }: FileContent) {
  return {
    'content-type': content_type,
    'content-disposition': `${disposition}; ${fileNameOf(file_name)}`,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'cross-origin-resource-policy': 'same-origin',
  }
}

/** A range of another version of the file than the one here would not fit: then it is sent whole (RFC 9110, 13.1.5). */
function rangeOf(request: Request, size: number, etag: string): ByteRange | 'unsatisfiable' | null {
  const condition = request.headers.get('if-range')
  if (condition !== null && condition !== etag) return null
  return parseRange(request.headers.get('range'), size)
}

function unsatisfiable(size: number): Response {
  const response = errorResponse(new KycError('RANGE_NOT_SATISFIABLE'))
  response.headers.set('content-range', `bytes */${size}`)
  return response
}

/** The name in plain ASCII for old clients, and as it is for all others (RFC 6266, RFC 8187). */
function fileNameOf(name: string): string {
  const whole = name.toWellFormed()
  const encoded = encodeURIComponent(whole).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${whole.replace(/[^A-Za-z0-9 ._-]/g, '_')}"; filename*=UTF-8''${encoded}`
}
