import { z } from 'zod'
import { PICTURE_SUBJECTS } from '../documents'
import { MAX_FILE_BYTES, MAX_LENGTH, MAX_PARTS } from '../limits'

/**
 * Uploads in parts. Each part is stored on arrival, so a lost connection costs at most one part. The client chooses the
 * upload id; a part that is sent twice is stored once.
 */

export const uploadIdSchema = z.uuid()
/** The index of a part, from 0. */
export const partIndexSchema = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .pipe(z.int().max(MAX_PARTS - 1))

/** How many parts have arrived, without gaps, and whether the file has been stored. */
export const uploadStateSchema = z.object({ parts: z.int().min(0), finished: z.boolean() })
export type UploadState = z.infer<typeof uploadStateSchema>

/** The complete file that the parts must add up to. */
export const finishUploadRequestSchema = z.object({
  name: z.string().max(MAX_LENGTH.fileName),
  file_size: z.int().min(0).max(MAX_FILE_BYTES),
  /** SHA-256 of the whole file, hex. */
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
  /** The person saw the findings and sends the picture anyway. */
  accept_quality: z.boolean().default(false),
  /** What the picture should show. Default: a document. */
  shows: z.enum(PICTURE_SUBJECTS).optional(),
})
/**
 * The key that encrypts pending files on the person's device, and those that may have encrypted what is there: 32 bytes
 * each, base64.
 */
export const deviceKeySchema = z.object({ key: z.base64(), earlier: z.array(z.base64()) })
export type DeviceKey = z.infer<typeof deviceKeySchema>

export type FinishUploadRequest = z.input<typeof finishUploadRequestSchema>
export type WholeUpload = z.output<typeof finishUploadRequestSchema>
