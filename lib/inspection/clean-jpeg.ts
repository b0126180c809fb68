/** Markers of a JPEG (ITU-T T.81, table B.1; JFIF). */
const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
/** Frames, tables, scans, restart interval, number of lines: what a decoder needs. */
const PICTURE = new Set([
  ...[0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf],
  ...[SOS, 0xdb, 0xdc, 0xdd],
])
const JFIF = Buffer.from('JFIF\0', 'latin1')
const ADOBE = Buffer.from('Adobe', 'latin1')
const ICC = Buffer.from('ICC_PROFILE\0', 'latin1')
/** An ICC segment also says which of how many it is. */
const ICC_HEADER = ICC.length + 2

/**
 * The same picture, pixel by pixel, with nothing but what its decoder needs: frames, tables and scans, and of the
 * application segments its colours and resolution. It ends with its end mark. Null if the file has another structure.
 */
export function cleanJpeg(content: Buffer): Buffer | null {
  if (content[0] !== 0xff || content[1] !== SOI) return null
  const kept: Buffer[] = [content.subarray(0, 2)]
  const profile: Buffer[] = []
  for (let at = 2; ; ) {
    if (content[at] !== 0xff) return null
    while (content[at + 1] === 0xff) at += 1
    const marker = content[at + 1] ?? 0
    if (marker === EOI) {
      kept.push(content.subarray(at, at + 2))
      return profile.length === 0 || isProfile(Buffer.concat(profile)) ? Buffer.concat(kept) : null
    }
    const end = at + 2 + (at + 4 <= content.length ? content.readUInt16BE(at + 2) : content.length)
    if (end < at + 4 || end > content.length || !isSegment(marker)) return null
    const segment = content.subarray(at, end)
    const next = marker === SOS ? endOfScan(content, end) : end
    if (isPart(segment, 0xe2, ICC)) profile.push(segment.subarray(4 + ICC_HEADER))
    kept.push(...keptOf(segment), content.subarray(end, next))
    at = next
  }
}

function isSegment(marker: number): boolean {
  // Application data, extensions and comments have a length too.
  return PICTURE.has(marker) || (marker >= 0xe0 && marker <= 0xfe)
}

function keptOf(segment: Buffer): Buffer[] {
  if (PICTURE.has(segment[1] ?? 0) || isPart(segment, 0xe2, ICC)) return [segment]
  if (isPart(segment, 0xe0, JFIF)) return [withoutThumbnail(segment)]
  return isPart(segment, 0xee, ADOBE) ? [cutTo(segment, 12)] : []
}

/** Whether a segment has this marker and begins with this name. */
function isPart(segment: Buffer, marker: number, name: Buffer): boolean {
  return segment[1] === marker && segment.subarray(4, 4 + name.length).equals(name)
}

function withoutThumbnail(segment: Buffer): Buffer {
  const header = cutTo(segment, 14)
  header.fill(0, 16, 18)
  return header
}

/** A copy of the segment with so many bytes of data at most. */
function cutTo(segment: Buffer, length: number): Buffer {
  const copy = Buffer.from(segment.subarray(0, 4 + length))
  copy.writeUInt16BE(copy.length - 2, 2)
  return copy
}

/** Where the compressed data ends: at the next marker that is not a restart. */
function endOfScan(content: Buffer, from: number): number {
  for (let at = content.indexOf(0xff, from); at >= 0; at = content.indexOf(0xff, at + 1)) {
    const next = content[at + 1] ?? 0
    if (next !== 0 && (next < 0xd0 || next > 0xd7) && next !== 0xff) return at
  }
  return content.length
}

/** Whether the bytes are one ICC profile (ICC.1, 7.2): so long as it says, and with its signature. */
export function isProfile(profile: Buffer): boolean {
  return (
    profile.length >= 128 &&
    profile.readUInt32BE(0) === profile.length &&
    profile.subarray(36, 40).toString('latin1') === 'acsp'
  )
}
