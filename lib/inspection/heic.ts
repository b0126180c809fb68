import { z } from 'zod'
import { KycError } from '@/lib/contract/errors'
import { jsonOf, runInChild } from './child'
import { takeTurns } from './turns'

/**
 * An HEVC decoder is a lot of code to run on untrusted input, so it runs in a child process that is killed at these
 * limits, or at 1,280 MB in total. Measured: 3 to 7 s for a photo of 48 MP.
 */
const LIMITS = { processorMs: 20_000, heapMb: 128 }

/** Fits the memory limit above and exceeds what phone cameras produce (48 MP). Below MAX_PICTURE_PIXELS. */
const MAX_PIXELS = 64_000_000

const oneAtATime = takeTurns(1)

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff])
const failureSchema = z.object({ error: z.enum(['too_large', 'corrupted']) })

/**
 * Converts the primary picture of a HEIC to an upright JPEG without metadata, its longer side at most 4,000 px.
 * Throws PICTURE_TOO_LARGE above 64 million pixels, and FILE_CORRUPTED for anything that cannot be decoded within the
 * limits.
 */
export async function jpegOfHeic(whose: string, content: Buffer): Promise<Buffer> {
  const decode = () => runInChild('heic-decoder.mjs', content, LIMITS, [String(MAX_PIXELS)])
  const output = await oneAtATime(whose, decode)
  if (output?.subarray(0, JPEG_START.length).equals(JPEG_START)) return output
  const { data } = failureSchema.safeParse(jsonOf(output))
  throw new KycError(data?.error === 'too_large' ? 'PICTURE_TOO_LARGE' : 'FILE_CORRUPTED')
}
