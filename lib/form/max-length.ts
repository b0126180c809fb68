import type { Field } from '@/lib/contract/form'
import { MAX_LENGTH } from '@/lib/contract/limits'

/** The maximum length of a field in characters: its own limit, but at most that of its type. */
export function maxLength({ type, max_length }: Pick<Field, 'type' | 'max_length'>): number {
  const most = type === 'textarea' ? MAX_LENGTH.text : MAX_LENGTH.line
  return Math.min(max_length ?? most, most)
}
