import type { Field } from '@/lib/contract/form'
import { MAX_LENGTH } from '@/lib/contract/limits'

/** The maximum length of a field in characters: its own limit, but at most that of its type. */
export function maxLength({ type, verify, max_length }: Pick<Field, 'type' | 'verify' | 'max_length'>): number {
  const line = verify === 'email' ? MAX_LENGTH.emailAddress : MAX_LENGTH.line
  const most = type === 'textarea' ? MAX_LENGTH.text : line
  return Math.min(max_length ?? most, most)
}
