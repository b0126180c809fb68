import { RECOGNITIONS } from '@/lib/contract/recognition'
import { FACE_FINDING_CODES, FINDING_CODES } from './checks'

/**
 * What may be wrong with a picture: what the checks find, what the file is known as already, or the server's word
 * that it is not good enough. Each has its sentence under `capture.preview.concerns.<code>`.
 */
const CONCERNS = [...FINDING_CODES, ...FACE_FINDING_CODES, ...RECOGNITIONS, 'QUALITY_LOW'] as const
export type Concern = (typeof CONCERNS)[number]

/** The concern behind a refusal's `reason`, as far as it is one that we can say. */
export function concernOf(reason: string | undefined): Concern {
  return CONCERNS.find((concern) => concern === reason) ?? 'QUALITY_LOW'
}
