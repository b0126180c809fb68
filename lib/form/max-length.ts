import type { Field } from '@/lib/contract/form'
import { MAX_LENGTH } from '@/lib/contract/limits'

/** The longest text that a field takes, in characters: its own bound, or the one that holds for all of its type. */
export function maxLength({ type, max_length }: Pick<Field, 'type' | 'max_length'>): number {
  const most = type === 'textarea' ? MAX_LENGTH.text : MAX_LENGTH.line
  return Math.min(max_length ?? most, most)
}
