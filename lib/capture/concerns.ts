import { CONCERNS, type Concern } from '@/lib/contract/pictures/findings'

/** The concern behind a refusal's `reason`, as far as it is one that we can say. */
export function concernOf(reason: string | undefined): Concern {
  return CONCERNS.find((concern) => concern === reason) ?? 'QUALITY_LOW'
}
