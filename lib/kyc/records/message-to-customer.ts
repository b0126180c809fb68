import { type Message, messageSchema } from '@/lib/contract/messages/message'
import type { Sealer } from '@/lib/files/encryption'

/** The column of what a reviewer wrote to the customer. */
export function sealMessage(message: Message | undefined, sealer: Sealer): string | null {
  return message ? sealer.seal(JSON.stringify(message)) : null
}

/** What a reviewer wrote to the customer with a rejection. */
export function openMessage({ message }: { message: string | null }, sealer: Sealer): Message | null {
  return openSealed(message, sealer)
}

/** The question that a step puts to the customer. */
export function openQuestion({ question }: { question: string | null }, sealer: Sealer): Message | null {
  return openSealed(question, sealer)
}

function openSealed(column: string | null, sealer: Sealer): Message | null {
  return column === null ? null : messageSchema.parse(JSON.parse(sealer.open(column)))
}
