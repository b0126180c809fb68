import { type Message, messageSchema } from '@/lib/contract/messages/message'
import type { Sealer } from '@/lib/files/encryption'

/** The column of what a reviewer wrote to the customer. */
export function sealMessage(message: Message | undefined, sealer: Sealer): string | null {
  return message ? sealer.seal(JSON.stringify(message)) : null
}

/** What a reviewer wrote to the customer, from its column. */
export function openMessage({ message }: { message: string | null }, sealer: Sealer): Message | null {
  return message === null ? null : messageSchema.parse(JSON.parse(sealer.open(message)))
}
