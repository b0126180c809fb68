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
