import { MAX_FILE_BYTES, MAX_PICTURE_PIXELS } from '@/lib/contract/documents'
import { admitFile, type FileRefusal } from './admit-file'
import { drawScaled, jpegOf, releaseCanvas } from './canvas'
import { type Finding, judge } from './checks'
import { luminanceOf } from './luminance'

/** A file that is ready to be looked at and sent. Sizes are in pixels, of the picture as it was taken. */
export type PreparedFile =
  | { kind: 'picture'; file: File; width: number; height: number; findings: readonly Finding[] }
  | { kind: 'pdf'; file: File }

export type Preparation = { ok: true; prepared: PreparedFile } | { ok: false; refusal: FileRefusal }

/** Judged at the size at which the server judges again, so that both see the same. */
const JUDGED_SIDE = 1_600
/** Above this longer side a picture is sent smaller: 2560 px stay readable down to 7 pt print. */
const MAX_SENT_SIDE = 4_000
const REDUCED_SIDE = 2_560
const REDUCED_QUALITY = 0.8

/** Admits a file, turns a picture upright, judges it, and makes it smaller where it is larger than useful. */
export async function prepareFile(original: File): Promise<Preparation> {
  const admission = await admitFile(original)
  if (!admission.ok) return admission
  if (admission.type === 'application/pdf') return { ok: true, prepared: { kind: 'pdf', file: admission.file } }
  const bitmap = await createImageBitmap(admission.file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!bitmap) return { ok: false, refusal: 'UNREADABLE' }
  try {
    return await preparePicture(admission.file, bitmap)
  } finally {
    bitmap.close()
  }
}

async function preparePicture(file: File, bitmap: ImageBitmap): Promise<Preparation> {
  const { width, height } = bitmap
  if (width * height > MAX_PICTURE_PIXELS) return { ok: false, refusal: 'TOO_MANY_PIXELS' }
  const findings = judgeBitmap(bitmap)
  const small = file.size <= MAX_FILE_BYTES && Math.max(width, height) <= MAX_SENT_SIDE
  const sent = small ? file : await reduce(file, bitmap)
  return { ok: true, prepared: { kind: 'picture', file: sent, width, height, findings } }
}

function judgeBitmap(bitmap: ImageBitmap): Finding[] {
  const { width, height } = bitmap
  const { canvas, context } = drawScaled(bitmap, width, height, Math.min(1, JUDGED_SIDE / Math.max(width, height)))
  try {
    return judge(luminanceOf(context.getImageData(0, 0, canvas.width, canvas.height)), { width, height })
  } finally {
    releaseCanvas(canvas)
  }
}

async function reduce(file: File, bitmap: ImageBitmap): Promise<File> {
  const { width, height } = bitmap
  const { canvas } = drawScaled(bitmap, width, height, Math.min(1, REDUCED_SIDE / Math.max(width, height)))
  try {
    return await jpegOf(canvas, REDUCED_QUALITY, `${file.name.replace(/\.[^.]*$/, '')}.jpg`)
  } finally {
    releaseCanvas(canvas)
  }
}
