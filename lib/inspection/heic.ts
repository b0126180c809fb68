import { z } from 'zod'
import { KycError } from '@/lib/contract/errors'
import { askChild, jsonOf } from './child'
import { atMost } from './concurrency-limit'

/**
 * A decoder of HEVC is much code for what strangers send: it runs only in a child process that is killed at these
 * bounds, and at 1,280 MB in all. A photo of 48 MP took 3 to 7 s.
 */
const LIMITS = { timeMs: 20_000, heapMb: 128 }

/** What fits the memory above, and more than phones photograph (48 MP); below MAX_PICTURE_PIXELS. */
const MAX_PIXELS = 64_000_000

const oneAtATime = atMost(1)

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff])
const faultSchema = z.object({ fault: z.enum(['too_large', 'corrupted']) })

/**
 * The picture that a HEIC shows, as an upright JPEG without metadata, its longer side at most 4,000 px.
 * Throws PICTURE_TOO_LARGE above 64 million pixels, or FILE_CORRUPTED for whatever cannot be decoded within the bounds.
 */
export async function jpegOfHeic(content: Buffer): Promise<Buffer> {
  const ask = () => askChild('heic-decoder.mjs', content, LIMITS, [String(MAX_PIXELS)])
  const answer = await oneAtATime(ask)
  if (answer?.subarray(0, JPEG_START.length).equals(JPEG_START)) return answer
  const { data } = faultSchema.safeParse(jsonOf(answer))
  throw new KycError(data?.fault === 'too_large' ? 'PICTURE_TOO_LARGE' : 'FILE_CORRUPTED')
}
