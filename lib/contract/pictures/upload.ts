import { z } from 'zod'
import { PICTURE_SUBJECTS } from '../documents'
import { MAX_FILE_BYTES, MAX_LENGTH, MAX_PARTS } from '../limits'

/**
 * A file on its way, in parts: each is kept as it arrives, so that a lost connection costs one part at most. The
 * client names the upload; a part sent twice is kept once.
 */

export const uploadIdSchema = z.uuid()
/** A part's place in the file, from 0. */
export const partIndexSchema = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .pipe(z.int().max(MAX_PARTS - 1))

/** How many parts have arrived, all of them from the first on; and whether the file has been stored already. */
export const uploadStateSchema = z.object({ parts: z.int().min(0), finished: z.boolean() })
export type UploadState = z.infer<typeof uploadStateSchema>

/** What the parts are to make up together; refused as long as they do not. */
export const finishUploadRequestSchema = z.object({
  name: z.string().max(MAX_LENGTH.fileName),
  file_size: z.int().min(0).max(MAX_FILE_BYTES),
  /** SHA-256 of the whole file, hex. */
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
  /** The person has seen what is wrong with the picture and sends it all the same. */
  accept_quality: z.boolean().default(false),
  /** What a picture is judged as; a document where it is absent. */
  shows: z.enum(PICTURE_SUBJECTS).optional(),
})
/** What seals a file that waits on the person's own device: 32 bytes, base64. */
export const deviceKeySchema = z.object({ key: z.base64() })
export type DeviceKey = z.infer<typeof deviceKeySchema>

export type FinishUploadRequest = z.input<typeof finishUploadRequestSchema>
export type WholeUpload = z.output<typeof finishUploadRequestSchema>
