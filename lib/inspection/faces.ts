import type { Sharp } from 'sharp'
import { z } from 'zod'
import type { Box } from '@/lib/capture/luminance'
import { jsonOf, runInChild } from './child'
import { takeTurns } from './turns'

/** Measured: 1.5 s for one picture on an idle machine. */
const LIMITS = { processorMs: 20_000, heapMb: 256 }
/** The longer side of the picture that the detector gets, in pixels. The model itself works on 256 px. */
const DETECTION_SIDE = 640

const oneAtATime = takeTurns(1)
const boxesSchema = z.array(z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() }))

/**
 * The boxes of the faces in an upright picture. Null when detection failed, which must not count against the person.
 */
export function facesIn(whose: string, picture: Sharp): Promise<Box[] | null> {
  return oneAtATime(whose, async () => {
    try {
      const { data, info } = await picture
        .flatten({ background: '#fff' })
        .toColourspace('srgb')
        .resize({ width: DETECTION_SIDE, height: DETECTION_SIDE, fit: 'inside', withoutEnlargement: true })
        .raw()
        .toBuffer({ resolveWithObject: true })
      const size = [info.width, info.height].map(String)
      const answer = await runInChild('face-finder.mjs', data, LIMITS, size)
      return boxesSchema.safeParse(jsonOf(answer)).data ?? null
    } catch {
      return null
    }
  })
}
