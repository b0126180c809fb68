import type { ByteRange } from '@/lib/contract/pictures/file-content'

/**
 * Reads a `Range` header (RFC 9110, 14.2). Null means the whole file: there is no header, or it is not one range of
 * bytes, which a server may ignore.
 */
export function parseRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (from === '' && to === '') return null
  if (from === '') return Number(to) === 0 || size === 0 ? 'unsatisfiable' : suffix(Number(to), size)
  const [first, last] = [Number(from), to === '' ? size - 1 : Number(to)]
  if (to !== '' && last < first) return null
  return first >= size ? 'unsatisfiable' : { first, last: Math.min(last, size - 1) }
}

function suffix(length: number, size: number): ByteRange {
  return { first: Math.max(size - length, 0), last: size - 1 }
}
