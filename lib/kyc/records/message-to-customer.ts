import { type Message, messageSchema } from '@/lib/contract/messages/message'
import type { Owner, Sealer } from '@/lib/files/sealer'
import { openJson, sealJson } from './sealed'

type Table = 'steps' | 'documents'
type Row = Owner & { id: string }

/** The column of what a reviewer wrote to the customer. */
export function sealMessage(message: Message | undefined, table: Table, row: Row, sealer: Sealer): string | null {
  return message ? sealJson(message, row, [table, 'message', row.id], sealer) : null
}

/** What a reviewer wrote to the customer with a rejection. */
export function openMessage(row: Row & { message: string | null }, table: Table, sealer: Sealer): Message | null {
  return openJson(messageSchema, row.message, row, [table, 'message', row.id], sealer)
}

/** The column of the question that a step puts to the customer. */
export function sealQuestion(question: Message, step: Row, sealer: Sealer): string {
  return sealJson(question, step, ['steps', 'question', step.id], sealer)
}

/** The question that a step puts to the customer. */
export function openQuestion(step: Row & { question: string | null }, sealer: Sealer): Message | null {
  return openJson(messageSchema, step.question, step, ['steps', 'question', step.id], sealer)
}
