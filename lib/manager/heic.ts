import { z } from 'zod'
import { MAX_PICTURE_PIXELS } from '@/lib/contract/documents'
import { KycError } from '@/lib/contract/errors'
import { askChild, jsonOf } from './child'
import { atMost } from './turns'

/** HEVC is a large decoder for what strangers send: it runs only in a child process that is killed at these bounds. */
const LIMITS = { timeMs: 20_000, heapMb: 128 }

const oneAtATime = atMost(1)

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff])
const faultSchema = z.object({ fault: z.enum(['too_large', 'corrupted']) })

/**
 * The first picture of a HEIC as an upright JPEG without metadata, its longer side at most 4,000 px.
 * Throws PICTURE_TOO_LARGE, or FILE_CORRUPTED for whatever cannot be decoded within the bounds.
 */
export async function jpegOfHeic(content: Buffer): Promise<Buffer> {
  const ask = () => askChild('heic-decoder.mjs', content, LIMITS, [String(MAX_PICTURE_PIXELS)])
  const answer = await oneAtATime(ask)
  if (answer?.subarray(0, JPEG_START.length).equals(JPEG_START)) return answer
  const { data } = faultSchema.safeParse(jsonOf(answer))
  throw new KycError(data?.fault === 'too_large' ? 'PICTURE_TOO_LARGE' : 'FILE_CORRUPTED')
}
