/** The stored media types with their file extensions. */
export const FILE_TYPES = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'application/pdf': ['pdf'],
} as const satisfies Record<string, readonly string[]>
export type FileType = keyof typeof FILE_TYPES
/** The accepted media types: the stored ones, and HEIC, the photo format of many phones, which is converted to JPEG. */
export const UPLOAD_TYPES = {
  ...FILE_TYPES,
  'image/heic': ['heic', 'heif', 'hif'],
} as const satisfies Record<string, readonly string[]>
export type UploadType = keyof typeof UPLOAD_TYPES
