import { fileTypeFromBuffer, supportedExtensions } from 'file-type'
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
import { limitConcurrency } from './concurrency-limit'
import { facesIn } from './faces'
import { jpegOfHeic } from './heic'
import { countPdfPages } from './pdf'

// Every loader is attack surface. Only JPEG and PNG are needed here.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng'] })

/** A file as it will be stored: pictures upright and without metadata, HEIC converted to JPEG. */
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
  /** What the picture should show. Defaults to a document. */
  shows?: PictureSubject | undefined
}
type Terms = Pick<Incoming, 'acceptQuality' | 'shows'>

/** Media types that count as one of ours. Only the first picture of a file with several is checked and kept. */
const SAME_TYPE: Readonly<Record<string, UploadType>> = {
  'image/apng': 'image/png',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heic',
}

/** Decoding takes up to 400 MB, so at most two run at a time. */
const twoAtATime = limitConcurrency(2)

/**
 * Checks a file by its content: size, extension and real type (docs/requirements/kyc-manager.md#files), and whether it
 * can be opened and read.
 * Throws FILE_TOO_LARGE, FILE_EMPTY, FILE_TYPE_NOT_ALLOWED, FILE_TYPE_MISMATCH, FILE_CORRUPTED, FILE_ENCRYPTED,
 * PICTURE_TOO_LARGE or DOCUMENT_QUALITY_LOW (`acceptQuality` lets all of its findings but TOO_SMALL pass).
 */
export async function inspectFile({ name, bytes, ...terms }: Incoming): Promise<InspectedFile> {
  const content = await collect(bytes)
  const type = await typeOf(content, name)
  if (type === 'application/pdf' && terms.shows === 'face') throw new KycError('FILE_TYPE_NOT_ALLOWED')
  // Outside the limit below: a HEIC that waits for its decoder must not block other files.
  return type === 'image/heic'
    ? inspectStored(await jpegOfHeic(content), 'image/jpeg', terms)
    : inspectStored(content, type, terms)
}

async function inspectStored(content: Buffer, type: FileType, terms: Terms): Promise<InspectedFile> {
  if (type === 'application/pdf') return twoAtATime(() => inspectPdf(content))
  // Outside the limit below: face detection takes seconds and has its own limit.
  const faces = terms.shows === 'face' ? await facesIn(pictureOf(content).autoOrient()) : null
  return twoAtATime(() => inspectPicture(content, type, terms, faces))
}

function pictureOf(content: Buffer): Sharp {
  return sharp(content, { limitInputPixels: MAX_PICTURE_PIXELS, failOn: 'truncated' })
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

/**
 * Detects the type from the content. Refuses an extension known for another type; an unknown or missing one is ignored.
 */
async function typeOf(content: Buffer, name: string): Promise<UploadType> {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const found = await fileTypeFromBuffer(content)
  const actual = found && (SAME_TYPE[found.mime] ?? TYPES.find((type) => type === found.mime))
  const ours = TYPES.some((type) => extensionsOf(type).includes(extension))
  if (found === undefined || actual === undefined)
    throw new KycError(ours ? 'FILE_TYPE_MISMATCH' : 'FILE_TYPE_NOT_ALLOWED')
  const agrees = extension === found.ext || extensionsOf(actual).includes(extension)
  if (!agrees && (ours || supportedExtensions.has(extension as typeof found.ext)))
    throw new KycError('FILE_TYPE_MISMATCH')
  return actual
}

async function inspectPdf(content: Buffer): Promise<InspectedFile> {
  const pages = await countPdfPages(content)
  return {
    bytes: content,
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
  const picture = () => pictureOf(content)
  // Reads the header only: nothing is decoded yet, whatever size it claims.
  const metadata = await sharp(content, { limitInputPixels: false }).metadata().catch(corrupted)
  if (metadata.width * metadata.height > MAX_PICTURE_PIXELS) throw new KycError('PICTURE_TOO_LARGE')
  const { width, height } = metadata.autoOrient
  const { findings, ...measures } = JUDGES[shows](await planeOf(picture().autoOrient()), { width, height }, faces)
  const refused = findings.filter(({ code }) => code === 'TOO_SMALL' || !acceptQuality)
  if (refused[0]) throw qualityError(refused, shows)
  const bytes = hasMetadata(metadata) || isAnimated(content) ? await stripped(picture(), contentType) : content
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
    .catch(corrupted)
  return planeOfGrey(data, info.width, info.height)
}

/** Upright and in sRGB, without metadata such as location, device and time. */
function stripped(picture: Sharp, contentType: 'image/jpeg' | 'image/png'): Promise<Buffer> {
  const upright = picture.autoOrient()
  return (
    contentType === 'image/png'
      ? upright.png()
      : upright.jpeg({ quality: JPEG_QUALITY * 100, chromaSubsampling: '4:4:4' })
  ).toBuffer()
}

function hasMetadata({ exif, xmp, iptc, orientation, comments }: Metadata): boolean {
  return Boolean(exif || xmp || iptc || comments?.length) || (orientation ?? 1) !== 1
}

/** An animated PNG has an acTL chunk before its first pixel data (PNG, third edition, 11.3.6). */
function isAnimated(content: Buffer): boolean {
  return content.subarray(0, Math.max(0, content.indexOf('IDAT'))).includes('acTL')
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
