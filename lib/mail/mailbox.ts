import type { WrittenEmail } from './write-email'

const KEPT = 100

export type KeptEmail = WrittenEmail & { received_at: string }

/** Keeps the emails of this run instead of sending them: the sandbox writes to nobody. */
export function createMailbox(clock: () => Date) {
  const emails: KeptEmail[] = []
  return {
    async send(email: WrittenEmail): Promise<void> {
      emails.unshift({ ...email, received_at: clock().toISOString() })
      emails.splice(KEPT)
    },
    /** The newest first. */
    emailsTo: (address: string): KeptEmail[] => emails.filter(({ to }) => to === address),
  }
}
