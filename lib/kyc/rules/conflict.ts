import { CONFLICT_REASONS, type ConflictReason } from '@/lib/contract/conflict-reasons'
import { KycError } from '@/lib/contract/errors'
import { statusName } from '@/lib/contract/statuses'

/** A CONFLICT error that names the state that does not allow `move`. */
export function conflict(noun: string, table: Record<string, number>, status: number, move: string): KycError {
  const state = statusName(table, status)
  return new KycError('CONFLICT', { message: `The ${noun} is ${state}: ${move} is not possible.`, reason: state })
}

/** A CONFLICT error with a reason of the table. @param message where it can say more than the table does. */
export function conflictFor(reason: ConflictReason, message: string = CONFLICT_REASONS[reason]): KycError {
  return new KycError('CONFLICT', { message, reason })
}
