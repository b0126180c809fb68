import type { PictureSubject } from '@/lib/contract/documents'
import { JPEG_QUALITY, JUDGED_SIDE, MAX_FILE_BYTES, MAX_PICTURE_PIXELS } from '@/lib/contract/limits'
import type { FaceFindingCode, FindingCode } from '@/lib/contract/pictures/findings'
import { admitFile, type FileRefusal } from './admit-file'
import { drawScaled, jpegOf, releaseCanvas } from './canvas'
import { type Finding, judge, judgeFace } from './checks'
import { luminanceOf } from './luminance'

/**
 * A file that is ready to be looked at and sent. `id` names it from here to the server: sent again, it is the same
 * upload. Sizes are in pixels, of the picture as it was taken.
 */
export type PreparedFile = { id: string; file: File } & (
  | { kind: 'picture'; width: number; height: number; findings: readonly PictureFinding[] }
  | { kind: 'pdf' }
  /** A photo that this browser cannot show; the server can. */
  | { kind: 'unseen' }
)

export type PictureFinding = Finding<FindingCode | FaceFindingCode>
export type Preparation = { ok: true; prepared: PreparedFile } | { ok: false; refusal: FileRefusal }

/** The longer side that is sent: 7 pt print stays readable, in 15 to 20 % of the bytes of a phone's photo. */
const SENT_SIDE = 2_560
/** At this quality a picture that was made smaller loses nothing that could be read. */
const REDUCED_QUALITY = 0.8

/**
 * Admits a file, turns a picture upright, judges it, and makes it as large as is useful. What leaves is a new JPEG:
 * the place, the device and the time that a camera writes into its photos stay behind.
 */
export async function prepareFile(original: File, shows: PictureSubject): Promise<Preparation> {
  const admission = await admitFile(original)
  if (!admission.ok) return admission
  if (admission.type === 'application/pdf')
    return { ok: true, prepared: { kind: 'pdf', id: crypto.randomUUID(), file: admission.file } }
  const bitmap = await createImageBitmap(admission.file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!bitmap) return admission.type === 'image/heic' ? unseen(admission.file) : { ok: false, refusal: 'UNREADABLE' }
  try {
    return await preparePicture(admission.file, bitmap, shows)
  } finally {
    bitmap.close()
  }
}

/** Most browsers do not open what iPhones take their photos in: it goes as it is. */
function unseen(file: File): Preparation {
  if (file.size > MAX_FILE_BYTES) return { ok: false, refusal: 'TOO_LARGE' }
  return { ok: true, prepared: { kind: 'unseen', id: crypto.randomUUID(), file } }
}

async function preparePicture(file: File, bitmap: ImageBitmap, shows: PictureSubject): Promise<Preparation> {
  const { width, height } = bitmap
  if (width * height > MAX_PICTURE_PIXELS) return { ok: false, refusal: 'TOO_MANY_PIXELS' }
  const findings = judgeBitmap(bitmap, shows)
  const sent = await reduce(file, bitmap)
  return { ok: true, prepared: { kind: 'picture', id: crypto.randomUUID(), file: sent, width, height, findings } }
}

function judgeBitmap(bitmap: ImageBitmap, shows: PictureSubject): PictureFinding[] {
  const { width, height } = bitmap
  const { canvas, context } = drawScaled(bitmap, width, height, Math.min(1, JUDGED_SIDE / Math.max(width, height)))
  try {
    const plane = luminanceOf(context.getImageData(0, 0, canvas.width, canvas.height))
    const size = { width, height }
    return shows === 'face' ? judgeFace(plane, size, null).findings : judge(plane, size).findings
  } finally {
    releaseCanvas(canvas)
  }
}

async function reduce(file: File, bitmap: ImageBitmap): Promise<File> {
  const { width, height } = bitmap
  const scale = Math.min(1, SENT_SIDE / Math.max(width, height))
  const { canvas } = drawScaled(bitmap, width, height, scale)
  try {
    const name = `${file.name.replace(/\.[^.]*$/, '')}.jpg`
    return await jpegOf(canvas, scale < 1 ? REDUCED_QUALITY : JPEG_QUALITY, name)
  } finally {
    releaseCanvas(canvas)
  }
}
