import { type FileTypeResult, fileTypeFromBuffer, supportedExtensions } from 'file-type'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { type Finding, judge, judgeFace } from '@/lib/capture/checks'
import { type Box, type Luminance, planeOfGrey } from '@/lib/capture/luminance'
import type { PictureSubject } from '@/lib/contract/documents'
import { KycError } from '@/lib/contract/errors'
import { JPEG_QUALITY, JUDGED_SIDE, MAX_FILE_BYTES, MAX_PICTURE_PIXELS } from '@/lib/contract/limits'
import { type FileType, UPLOAD_TYPES, type UploadType } from '@/lib/contract/pictures/files'
import { type FaceFindingCode, type FindingCode, SUGGESTED } from '@/lib/contract/pictures/findings'
import { suggestionTexts } from '@/lib/contract/pictures/suggestions'
import type { Quality } from '@/lib/contract/records'
import { cleanJpeg } from './clean-jpeg'
import { cleanPdf } from './clean-pdf'
import { cleanPng } from './clean-png'
import { facesIn } from './faces'
import { jpegOfHeic } from './heic'
import { takeTurns } from './turns'

// Every loader is attack surface. Only JPEG and PNG are needed here.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng'] })
// No picture comes twice, and none stays in memory.
sharp.cache(false)

/** A file as it will be stored: pictures upright and without metadata, HEIC converted to JPEG, PDFs with their pages alone. */
export type InspectedFile = {
  bytes: Buffer
  contentType: FileType
  extension: string
  width: number | null
  height: number | null
  pages: number | null
  /** Measurements of the quality checks, and findings that the person accepted. Null for a PDF. */
  quality: Quality | null
}

type Incoming = {
  name: string
  bytes: AsyncIterable<Uint8Array>
  acceptQuality: boolean
  /** Who sent it: files of different people are opened in turn. */
  whose: string
  /** What the picture should show. Defaults to a document. */
  shows?: PictureSubject | undefined
}
type Terms = Pick<Incoming, 'acceptQuality' | 'shows' | 'whose'>

/** Media types that count as one of ours. Only the first picture of a file with several is checked and kept. */
const SAME_TYPE: Readonly<Record<string, UploadType>> = {
  'image/apng': 'image/png',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heic',
}

/** A file that is looked at is held whole, so few are at a time; the others wait where they came from. */
const heldAtOnce = takeTurns(4)
/** Decoding takes up to 400 MB, so at most two run at a time, of two people. */
const twoAtATime = takeTurns(2)

/**
 * Checks a file by its content: size, extension and real type (docs/requirements/kyc-manager.md#files), and whether it
 * can be opened and read.
 * Throws FILE_TOO_LARGE, FILE_EMPTY, FILE_TYPE_NOT_ALLOWED, FILE_TYPE_MISMATCH, FILE_CORRUPTED, FILE_ENCRYPTED,
 * PICTURE_TOO_LARGE or DOCUMENT_QUALITY_LOW (`acceptQuality` lets all of its findings but TOO_SMALL pass).
 */
export function inspectFile(incoming: Incoming): Promise<InspectedFile> {
  return heldAtOnce(incoming.whose, () => inspectHeld(incoming))
}

async function inspectHeld({ name, bytes, ...terms }: Incoming): Promise<InspectedFile> {
  const { content, found } = await detect(await collect(bytes))
  const type = typeOf(found, name)
  if (type === 'application/pdf' && terms.shows === 'face') throw new KycError('FILE_TYPE_NOT_ALLOWED')
  // Outside the limit below: a HEIC that waits for its decoder must not block other files.
  return type === 'image/heic'
    ? inspectStored(await jpegOfHeic(terms.whose, content), 'image/jpeg', terms)
    : inspectStored(content, type, terms)
}

async function inspectStored(content: Buffer, type: FileType, terms: Terms): Promise<InspectedFile> {
  if (type === 'application/pdf') return twoAtATime(terms.whose, () => inspectPdf(content))
  // Outside the limit below: face detection takes seconds and has its own limit.
  const faces = terms.shows === 'face' ? await facesIn(terms.whose, pictureOf(content).autoOrient()) : null
  return twoAtATime(terms.whose, () => inspectPicture(content, type, terms, faces))
}

function pictureOf(content: Buffer, failOn: 'warning' | 'truncated' = 'truncated'): Sharp {
  return sharp(content, { limitInputPixels: MAX_PICTURE_PIXELS, failOn })
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.byteLength
    if (size > MAX_FILE_BYTES) throw new KycError('FILE_TOO_LARGE')
    chunks.push(chunk)
  }
  if (size === 0) throw new KycError('FILE_EMPTY')
  return Buffer.concat(chunks)
}

const TYPES = Object.keys(UPLOAD_TYPES) as UploadType[]
const extensionsOf = (type: UploadType): readonly string[] => UPLOAD_TYPES[type]

/** A PDF begins within so many bytes (ISO 32000-1, annex H, note 13): mail programs and web servers leave lines before it. */
const PDF_BEGINS_WITHIN = 1_024
const PDF_START = '%PDF-'
/** What the lines before a PDF may look like by themselves. */
const BEFORE_PDF: readonly string[] = ['application/pdf', 'application/xml']

/** Detects the type from the content. What precedes a PDF is cut off. */
async function detect(content: Buffer): Promise<{ content: Buffer; found: FileTypeResult | undefined }> {
  const found = await fileTypeFromBuffer(content)
  const at = content.subarray(0, PDF_BEGINS_WITHIN + PDF_START.length - 1).indexOf(PDF_START)
  if ((found !== undefined && !BEFORE_PDF.includes(found.mime)) || at <= 0) return { content, found }
  const pdf = content.subarray(at)
  return { content: pdf, found: await fileTypeFromBuffer(pdf) }
}

/**
 * The accepted type. Refuses an extension known for another type; an unknown or missing one is ignored, and so is that of
 * another picture: phones and messengers convert pictures and keep their names.
 */
function typeOf(found: FileTypeResult | undefined, name: string): UploadType {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const actual = found && (SAME_TYPE[found.mime] ?? TYPES.find((type) => type === found.mime))
  const named = TYPES.find((type) => extensionsOf(type).includes(extension))
  if (found === undefined || actual === undefined)
    throw new KycError(named ? 'FILE_TYPE_MISMATCH' : 'FILE_TYPE_NOT_ALLOWED')
  const agrees = extension === found.ext || named === actual || (isPicture(actual) && isPicture(named))
  if (!agrees && (named || supportedExtensions.has(extension as typeof found.ext)))
    throw new KycError('FILE_TYPE_MISMATCH')
  return actual
}

function isPicture(type: UploadType | undefined): boolean {
  return type !== undefined && type !== 'application/pdf'
}

async function inspectPdf(content: Buffer): Promise<InspectedFile> {
  const { bytes, pages } = await cleanPdf(content)
  return {
    bytes,
    contentType: 'application/pdf',
    extension: 'pdf',
    width: null,
    height: null,
    pages,
    quality: null,
  }
}

async function inspectPicture(
  content: Buffer,
  contentType: 'image/jpeg' | 'image/png',
  { acceptQuality, shows = 'document' }: Terms,
  faces: readonly Box[] | null,
): Promise<InspectedFile> {
  // Reads the header only: nothing is decoded yet, whatever size it claims.
  const metadata = await sharp(content, { limitInputPixels: false }).metadata().catch(corrupted)
  if (exceedsDecoder(metadata)) throw new KycError('PICTURE_TOO_LARGE')
  const { width, height } = metadata.autoOrient
  const { plane, flawless } = await decode(content)
  const { findings, ...measures } = JUDGES[shows](plane, { width, height }, faces)
  const refused = findings.filter(({ code }) => code === 'TOO_SMALL' || !acceptQuality)
  if (refused[0]) throw qualityError(refused, shows)
  const isUpright = (metadata.orientation ?? 1) === 1
  const cleaned = flawless && isUpright ? await CLEAN[contentType](content) : null
  const bytes = cleaned ?? (await drawnAnew(pictureOf(content), contentType))
  return {
    bytes,
    contentType,
    extension: contentType === 'image/png' ? 'png' : 'jpg',
    width,
    height,
    pages: null,
    quality: { width, height, ...measures, findings },
  }
}

/** What a decoder may have to hold: a picture of as many pixels as are allowed, one byte for each colour. */
const MAX_DECODED_BYTES = 3 * MAX_PICTURE_PIXELS
/** Interlaced and progressive ones it holds as a whole, and goes over it once for each pass. */
const MAX_HELD_BYTES = 0.6 * MAX_DECODED_BYTES

/** A small file can be a large picture: what counts is what comes out of the decoder. */
function exceedsDecoder({ width, height, channels, depth, isProgressive }: Metadata): boolean {
  const pixels = width * height
  const bytes = pixels * channels * (depth === 'uchar' ? 1 : 2)
  return pixels > MAX_PICTURE_PIXELS || bytes > (isProgressive ? MAX_HELD_BYTES : MAX_DECODED_BYTES)
}

type Size = { width: number; height: number }
type Judged = Pick<Quality, 'sharpness' | 'outlined' | 'faces'> & { findings: Finding<FindingCode | FaceFindingCode>[] }

/** The quality checks, by what the picture should show. */
const JUDGES: Record<PictureSubject, (plane: Luminance, size: Size, faces: readonly Box[] | null) => Judged> = {
  document(plane, size) {
    const { findings, outline, sharpness } = judge(plane, size)
    return { findings, sharpness, outlined: outline !== null }
  },
  face(plane, size, faces) {
    return { ...judgeFace(plane, size, faces), outlined: false, faces: faces?.length ?? null }
  },
}

/** Without decoding: nothing but what a decoder needs. */
const CLEAN: Record<'image/jpeg' | 'image/png', (content: Buffer) => Buffer | null | Promise<Buffer | null>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
}

/** Decodes a picture. `flawless` if its decoder had nothing to complain of, such as bytes that belong to no pixel. */
async function decode(content: Buffer): Promise<{ plane: Luminance; flawless: boolean }> {
  try {
    return { plane: await planeOf(pictureOf(content, 'warning').autoOrient()), flawless: true }
  } catch {
    return { plane: await planeOf(pictureOf(content).autoOrient()).catch(corrupted), flawless: false }
  }
}

/**
 * Decodes the whole picture, which also proves that it is complete, and scales it to the size at which it is checked.
 */
async function planeOf(picture: Sharp): Promise<Luminance> {
  const { data, info } = await picture
    .flatten({ background: '#fff' })
    .greyscale()
    .resize({ width: JUDGED_SIDE, height: JUDGED_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return planeOfGrey(data, info.width, info.height)
}

/** Upright and in sRGB, without metadata such as location, device and time. */
function drawnAnew(picture: Sharp, contentType: 'image/jpeg' | 'image/png'): Promise<Buffer> {
  const upright = picture.autoOrient()
  return (
    contentType === 'image/png'
      ? upright.png()
      : upright.jpeg({ quality: JPEG_QUALITY * 100, chromaSubsampling: '4:4:4' })
  ).toBuffer()
}

function corrupted(cause: unknown): never {
  throw new KycError('FILE_CORRUPTED', { cause })
}

function qualityError(findings: Judged['findings'], shows: PictureSubject): KycError {
  const general = shows === 'document' ? (['readable'] as const) : []
  return new KycError('DOCUMENT_QUALITY_LOW', {
    reason: findings[0]?.code,
    suggestions: suggestionTexts([...findings.map(({ code }) => SUGGESTED[code][0]), ...general]),
  })
}
