/** What is stored: media type, and the endings that go with it. */
export const FILE_TYPES = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'application/pdf': ['pdf'],
} as const satisfies Record<string, readonly string[]>
export type FileType = keyof typeof FILE_TYPES
/** What may be uploaded: what is stored, and HEIC, which phones take their photos in; it becomes a JPEG on arrival. */
export const UPLOAD_TYPES = {
  ...FILE_TYPES,
  'image/heic': ['heic', 'heif', 'hif'],
} as const satisfies Record<string, readonly string[]>
export type UploadType = keyof typeof UPLOAD_TYPES
/** The largest upload, in bytes. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024
/** Below this a document cannot be read: shorter and longer side of a picture, in pixels. */
export const MIN_PICTURE_SIDES = { shorter: 400, longer: 600 } as const
/** Above this a picture is not decoded at all. */
export const MAX_PICTURE_PIXELS = 100_000_000

/** The size of every part but the last, in bytes: about five seconds on a slow uplink. */
export const PART_BYTES = 256 * 1024
export const MAX_PARTS = Math.ceil(MAX_FILE_BYTES / PART_BYTES)
