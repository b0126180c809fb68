import type { WrittenEmail } from './write-email'

const KEPT = 100

export type KeptEmail = WrittenEmail & { received_at: string }

/** Keeps emails in memory instead of sending them, for the sandbox. */
export function createMailbox(clock: () => Date) {
  const emails: KeptEmail[] = []
  return {
    async send(email: WrittenEmail): Promise<void> {
      emails.unshift({ ...email, received_at: clock().toISOString() })
      emails.splice(KEPT)
    },
    /** Newest first. */
    emailsTo: (address: string): KeptEmail[] => emails.filter(({ to }) => to === address),
  }
}
