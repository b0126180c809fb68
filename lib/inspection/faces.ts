import type { Sharp } from 'sharp'
import { z } from 'zod'
import type { Box } from '@/lib/capture/luminance'
import { askChild, jsonOf } from './child'
import { atMost } from './concurrency-limit'

/** A picture took 1.5 s on a quiet processor. */
const LIMITS = { timeMs: 20_000, heapMb: 256 }
/** Faces are looked for at this size: the model itself sees 256 px. */
const LOOKED_AT = 640

const oneAtATime = atMost(1)
const boxesSchema = z.array(z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() }))

/** Where faces are in an upright picture; null when nobody could tell, which is not the person's fault. */
export function facesIn(picture: Sharp): Promise<Box[] | null> {
  return oneAtATime(async () => {
    try {
      const { data, info } = await picture
        .flatten({ background: '#fff' })
        .toColourspace('srgb')
        .resize({ width: LOOKED_AT, height: LOOKED_AT, fit: 'inside', withoutEnlargement: true })
        .raw()
        .toBuffer({ resolveWithObject: true })
      const size = [info.width, info.height].map(String)
      const answer = await askChild('face-finder.mjs', data, LIMITS, size)
      return boxesSchema.safeParse(jsonOf(answer)).data ?? null
    } catch {
      return null
    }
  })
}
