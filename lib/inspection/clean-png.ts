import { crc32, createInflate, deflateSync, inflateSync } from 'node:zlib'
import { isProfile } from './clean-jpeg'

/**
 * Chunks that a decoder needs for the colours and the resolution, and their largest sizes (PNG, third edition, 11). There
 * is at most one of each.
 */
const KEPT: Readonly<Record<string, number>> = {
  ...{ PLTE: 3 * 256, tRNS: 256, sRGB: 1, gAMA: 4, cHRM: 32, cICP: 4, sBIT: 4, pHYs: 9 },
}
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Samples per pixel, by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
/** The largest profile of colours. Real ones have some kilobytes, some megabytes with tables. */
const MAX_PROFILE_BYTES = 4 << 20

type Chunk = { type: string; data: Buffer; whole: Buffer }

/**
 * The same picture, pixel by pixel, with nothing but the chunks that its decoder needs. It ends with its end chunk. Null
 * if the file has another structure, or more data than pixels.
 */
export async function cleanPng(content: Buffer): Promise<Buffer | null> {
  const chunks = chunksOf(content)
  if (chunks === null || !(await isExact(chunks))) return null
  const kept: Buffer[] = [SIGNATURE]
  const seen = new Set<string>()
  for (const chunk of chunks) {
    const { type, data, whole } = chunk
    const clean = type === 'iCCP' ? profileOf(chunk) : whole
    if (clean === null) return null
    const allowed = type === 'iCCP' || data.length <= (KEPT[type] ?? -1)
    if (type === 'IHDR' || type === 'IDAT' || (allowed && !seen.has(type))) kept.push(clean)
    seen.add(type)
  }
  return Buffer.concat([...kept, chunkOf('IEND', Buffer.alloc(0))])
}

/** The chunks up to the end chunk. Null if there is none, or the first is not the header. */
function chunksOf(content: Buffer): Chunk[] | null {
  if (!content.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return null
  const chunks: Chunk[] = []
  for (let at = SIGNATURE.length; at + 12 <= content.length; ) {
    const end = at + 12 + content.readUInt32BE(at)
    if (end > content.length) return null
    const type = content.subarray(at + 4, at + 8).toString('latin1')
    chunks.push({ type, data: content.subarray(at + 8, end - 4), whole: content.subarray(at, end) })
    if (type === 'IEND') return chunks[0]?.type === 'IHDR' && chunks[0].data.length === 13 ? chunks : null
    at = end
  }
  return null
}

/** Whether the compressed data ends where the file says, and has not more than the rows of the picture. */
async function isExact(chunks: readonly Chunk[]): Promise<boolean> {
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)
  const header = chunks[0]?.data
  if (!header) return false
  const inflate = createInflate()
  let [size, most] = [0, bytesOf(header)]
  try {
    inflate.end(Buffer.concat(packed))
    for await (const part of inflate as AsyncIterable<Buffer>) {
      size += part.length
      if (size > most) return false
    }
  } catch {
    return false
  }
  return inflate.bytesWritten === packed.reduce((sum, data) => sum + data.length, 0)
}

/** How many bytes the rows of a picture have. Interlaced, each row and column of its parts may be rounded up. */
function bytesOf(header: Buffer): number {
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const bits = (header[8] ?? 0) * (SAMPLES[header[9] ?? -1] ?? 0)
  const rows = height * (Math.ceil((width * bits) / 8) + 1)
  return header[12] === 0 ? rows : rows + 15 * (width + height) * Math.max(1, bits / 8)
}

/** The chunk with its profile under another name, which could be any text. Null if it is no profile. */
function profileOf({ type, data }: Chunk): Buffer | null {
  try {
    const profile = inflateSync(data.subarray(data.indexOf(0) + 2), { maxOutputLength: MAX_PROFILE_BYTES })
    return isProfile(profile)
      ? chunkOf(type, Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(profile)]))
      : null
  } catch {
    return null
  }
}

function chunkOf(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
