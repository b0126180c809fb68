import { KycError } from '@/lib/contract/errors'
import { partIndexSchema, uploadIdSchema } from '@/lib/contract/pictures/upload'

/** The upload that an address names. Throws NOT_FOUND for a name that no client of ours would choose. */
export function uploadIdOf({ uploadId }: { uploadId: string }): string {
  const parsed = uploadIdSchema.safeParse(uploadId)
  if (!parsed.success) throw new KycError('NOT_FOUND')
  return parsed.data.toLowerCase()
}

/** The part that an address names. Throws NOT_FOUND beyond the largest file. */
export function partIndexOf({ index }: { index: string }): number {
  const parsed = partIndexSchema.safeParse(index)
  if (!parsed.success) throw new KycError('NOT_FOUND')
  return parsed.data
}
