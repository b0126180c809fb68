import 'server-only'
import { KycError } from '@/lib/contract/errors'

/** More than anybody has tabs of these screens; each costs memory for as long as it is open. */
const MOST = 12

/** Counts the streams of events that each person has open in this process. */
export function createOpenStreams() {
  const open = new Map<string, number>()
  return {
    /** Counts one more. Throws TOO_MANY_REQUESTS beyond what a person may have. Returns what counts it off. */
    enter(whose: string): () => void {
      const before = open.get(whose) ?? 0
      if (before >= MOST) throw new KycError('TOO_MANY_REQUESTS')
      open.set(whose, before + 1)
      let left = false
      return () => {
        if (left) return
        left = true
        const rest = (open.get(whose) ?? 1) - 1
        if (rest === 0) open.delete(whose)
        else open.set(whose, rest)
      }
    },
  }
}
