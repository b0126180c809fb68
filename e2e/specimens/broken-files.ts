import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

/** A picture whose end was lost on the way. */
export function truncated(picture: Buffer): Buffer {
  return picture.subarray(0, Math.floor(picture.length * 0.4))
}

/** A whole picture of a kind that is not taken: one grey pixel. */
export function smallestGif(): Buffer {
  return Buffer.from('R0lGODlhAQABAIAAAHh4eAAAACwAAAAAAQABAAACAkQBADs=', 'base64')
}

/** A PNG that says it is `width` by `height` pixels, and holds next to none of them. */
export function pngThatClaims(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = deflateSync(Buffer.alloc(1024))
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

/** A one-page PDF that opens only with `password`: the standard handler, revision 2 (PDF 1.7, 7.6.3). */
export function encryptedPdf(password: string): Buffer {
  const id = md5(Buffer.from('specimen'))
  const permissions = -4
  const owner = rc4(md5(padded('owner')).subarray(0, 5), padded(password))
  const bits = Buffer.alloc(4)
  bits.writeInt32LE(permissions)
  const key = md5(Buffer.concat([padded(password), owner, bits, id])).subarray(0, 5)
  const content = rc4(objectKey(key, 4), Buffer.from('BT /F1 24 Tf 72 700 Td (SPECIMEN) Tj ET'))
  const hex = (bytes: Buffer) => `<${bytes.toString('hex')}>`
  return pdfOf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
      `<< /Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      `<< /Filter /Standard /V 1 /R 2 /O ${hex(owner)} /U ${hex(rc4(key, PADDING))} /P ${permissions} >>`,
    ],
    `/Root 1 0 R /Encrypt 6 0 R /ID [${hex(id)} ${hex(id)}]`,
  )
}

function pdfOf(objects: string[], trailer: string): Buffer {
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  text += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`
  text += `trailer\n<< /Size ${size} ${trailer} >>\nstartxref\n${text.indexOf('xref\n')}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')

function padded(password: string): Buffer {
  return Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, 32)
}

function objectKey(key: Buffer, object: number): Buffer {
  return md5(Buffer.concat([key, Buffer.from([object, 0, 0, 0, 0])])).subarray(0, key.length + 5)
}

function md5(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest()
}

/** The cipher itself: OpenSSL no longer offers it, and here it protects nothing. */
function rc4(key: Buffer, input: Buffer): Buffer {
  const state = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
  const at = (index: number) => state[index & 255] ?? 0
  const swap = (one: number, other: number) => {
    const kept = at(one)
    state[one & 255] = at(other)
    state[other & 255] = kept
  }
  for (let i = 0, j = 0; i < 256; i++) {
    j += at(i) + (key[i % key.length] ?? 0)
    swap(i, j)
  }
  let j = 0
  return Buffer.from(
    input.map((byte, index) => {
      j += at(index + 1)
      swap(index + 1, j)
      return byte ^ at(at(index + 1) + at(j))
    }),
  )
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
