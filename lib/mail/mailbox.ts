import type { WrittenLetter } from './letter'

const KEPT = 100

export type KeptLetter = WrittenLetter & { received_at: string }

/** Keeps the letters of this run instead of mailing them: the sandbox writes to nobody. */
export function createMailbox(clock: () => Date) {
  const letters: KeptLetter[] = []
  return {
    async post(letter: WrittenLetter): Promise<void> {
      letters.unshift({ ...letter, received_at: clock().toISOString() })
      letters.splice(KEPT)
    },
    /** The newest first. */
    lettersTo: (address: string): KeptLetter[] => letters.filter(({ to }) => to === address),
  }
}
