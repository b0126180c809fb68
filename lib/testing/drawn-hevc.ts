import type { Luminance } from '@/lib/capture/luminance'

/**
 * A minimal HEVC encoder (ITU-T H.265) for tests: grey pictures with uncompressed samples (I_PCM) and one slice per
 * block. This needs no arithmetic coding, because the bits around the samples are the same for every block.
 */

export const BLOCK = 32
const [VPS, SPS, PPS, PICTURE] = [32, 33, 34, 20]
/** Main Still Picture, level 6.2; 12 bytes as in clause 7.3.3. */
const PROFILE = Buffer.from('0370000000b00000000000ba', 'hex')
/** The arithmetic code for "one partition, I_PCM" and for "end of slice", with initial contexts at QP 26. */
const BEFORE_SAMPLES = Buffer.from('8680', 'hex')
const AFTER_SAMPLES = Buffer.from('fe80', 'hex')

type Size = { width: number; height: number }

/** The parameter sets for pictures of this size (multiples of 32), as an `hvcC` box holds them (ISO/IEC 14496-15). */
export function hevcConfiguration(size: Size): Buffer {
  const sets = [unit(VPS, videoParameters()), unit(SPS, sequenceParameters(size)), unit(PPS, pictureParameters())]
  const arrays = sets.map((set, i) =>
    Buffer.concat([Buffer.from([0x80 | (VPS + i), 0, 1]), number(set.length, 2), set]),
  )
  const rest = Buffer.from('f000fcfdf8f800000f03', 'hex')
  return Buffer.concat([Buffer.from([1]), PROFILE, rest, ...arrays])
}

/** The picture as length-prefixed units. Its sides must be multiples of 32. */
export function hevcPicture(plane: Luminance): Buffer {
  const [columns, rows] = [plane.width / BLOCK, plane.height / BLOCK]
  const slices = Array.from({ length: columns * rows }, (_, at) => {
    const samples = samplesOf(plane, (at % columns) * BLOCK, Math.floor(at / columns) * BLOCK)
    const slice = Buffer.concat([sliceHeader(at, columns * rows), BEFORE_SAMPLES, samples, AFTER_SAMPLES])
    return unit(PICTURE, slice)
  })
  return Buffer.concat(slices.flatMap((slice) => [number(slice.length, 4), slice]))
}

/** The luma samples of a block, row by row, and neutral chroma. */
function samplesOf({ data, width }: Luminance, x: number, y: number): Buffer {
  const rows = Array.from({ length: BLOCK }, (_, row) => {
    const start = (y + row) * width + x
    return data.subarray(start, start + BLOCK)
  })
  return Buffer.concat([...rows, Buffer.alloc((BLOCK * BLOCK) / 2, 128)])
}

/** Clause 7.3.1: a header of two bytes, then the payload with emulation prevention. */
function unit(type: number, payload: Buffer): Buffer {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes, not text.
  const escaped = payload.toString('latin1').replace(/\0\0(?=[\0-\x03])/g, '\0\0\x03')
  return Buffer.concat([Buffer.from([type << 1, 1]), Buffer.from(escaped, 'latin1')])
}

const PROFILE_BITS = [...PROFILE].map((byte) => fixed(byte, 8)).join('')

/** Clause 7.3.2.1. */
function videoParameters(): Buffer {
  return bytesOf('0000', '11', '000000', '000', '1', '1'.repeat(16), PROFILE_BITS, '1', '111', '000000', '1', '00')
}

/** Clause 7.3.2.2: 4:2:0 with 8 bits, I_PCM blocks of 32, all coding tools off. */
function sequenceParameters({ width, height }: Size): Buffer {
  const format = ['1', counted(1), counted(width), counted(height), '0', '11', '1', '1', '111']
  const blocks = [counted(2), counted(0), counted(0), counted(3), '11', '000']
  const samples = ['1', '0111', '0111', counted(2), counted(0), '1']
  return bytesOf('0000', '000', '1', PROFILE_BITS, ...format, ...blocks, ...samples, '1', '0', '00', '0', '0')
}

/** Clause 7.3.2.3: no loop filters. */
function pictureParameters(): Buffer {
  return bytesOf('11', '00', '000', '00', '11', '1', '000', '11', '000', '0', '00', '0', '1', '01', '00', '1', '00')
}

/** Clause 7.3.6.1, for the slice of block `at`. */
function sliceHeader(at: number, blocks: number): Buffer {
  const address = at === 0 ? '' : fixed(at, Math.ceil(Math.log2(blocks)))
  return bytesOf(at === 0 ? '1' : '0', '0', '1', address, counted(2), '1')
}

/** Converts bits to bytes, padded with a 1 and zeros. */
function bytesOf(...fields: string[]): Buffer {
  const bits = `${fields.join('')}1`
  return Buffer.from(bits.match(/.{1,8}/g)?.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)) ?? [])
}

function fixed(value: number, bits: number): string {
  return value.toString(2).padStart(bits, '0')
}

/** Exp-Golomb code (clause 9.2). */
function counted(value: number): string {
  const bits = (value + 1).toString(2)
  return '0'.repeat(bits.length - 1) + bits
}

/** Big-endian. */
export function number(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}
