import { KycError } from '@/lib/contract/errors'
import { statusName } from '@/lib/contract/statuses'

/** A CONFLICT error that names the state that does not allow `move`. */
export function conflict(noun: string, table: Record<string, number>, status: number, move: string): KycError {
  const state = statusName(table, status)
  return new KycError('CONFLICT', { message: `The ${noun} is ${state}: ${move} is not possible.`, reason: state })
}
