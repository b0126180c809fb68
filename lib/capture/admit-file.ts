import { MAX_FILE_BYTES } from '@/lib/contract/limits'
import { UPLOAD_TYPES, type UploadType } from '@/lib/contract/pictures/files'

/** Why a file is turned away before anything is sent. */
export type FileRefusal = 'TYPE' | 'EMPTY' | 'TOO_LARGE' | 'UNREADABLE' | 'TOO_MANY_PIXELS'

export type Admission = { ok: true; type: UploadType; file: File } | { ok: false; refusal: FileRefusal }

const HEIC_NAME = /\.(heic|heif|hif)$/i
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']

/** A picture above the limit still gets in: it is made smaller before it is sent. */
const MAX_PICTURE_BYTES = 4 * MAX_FILE_BYTES

/**
 * Says whether a file may be shown to us, by its media type, else by its ending (a device often knows only
 * one of them). The admitted file always has an ending that goes with its type, because the server asks for it.
 */
export async function admitFile(file: File): Promise<Admission> {
  if (file.size === 0) return { ok: false, refusal: 'EMPTY' }
  const type = (await isHeic(file)) ? 'image/heic' : fileTypeOf(file)
  if (!type) return { ok: false, refusal: 'TYPE' }
  const limit = type === 'application/pdf' ? MAX_FILE_BYTES : MAX_PICTURE_BYTES
  if (file.size > limit) return { ok: false, refusal: 'TOO_LARGE' }
  return { ok: true, type, file: named(file, type) }
}

function fileTypeOf(file: File): UploadType | undefined {
  const types = Object.keys(UPLOAD_TYPES) as UploadType[]
  const byType = types.find((type) => type === file.type.toLowerCase())
  return byType ?? types.find((type) => hasEnding(file.name, type))
}

function hasEnding(name: string, type: UploadType): boolean {
  return UPLOAD_TYPES[type].some((ending) => name.toLowerCase().endsWith(`.${ending}`))
}

function named(file: File, type: UploadType): File {
  if (hasEnding(file.name, type) && file.type === type) return file
  const name = hasEnding(file.name, type) ? file.name : `${file.name || 'document'}.${UPLOAD_TYPES[type][0]}`
  return new File([file], name, { type, lastModified: file.lastModified })
}

/** By name, type or content: phones hand HEIC over with an empty type, and under other names too. */
async function isHeic(file: File): Promise<boolean> {
  if (HEIC_NAME.test(file.name) || /^image\/hei[cf]/i.test(file.type)) return true
  const head = new TextDecoder('latin1').decode(await file.slice(4, 12).arrayBuffer())
  return head.startsWith('ftyp') && HEIC_BRANDS.includes(head.slice(4))
}
