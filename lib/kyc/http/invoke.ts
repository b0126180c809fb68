import { z } from 'zod'
import { KycError, validationError } from '@/lib/contract/errors'
import { MANAGER_OPERATIONS } from '@/lib/contract/manager'
import { storableJson } from '@/lib/contract/messages/storable-text'
import type { ManagerMethod } from '@/lib/contract/methods'
import type { Actor } from '../context'

export type Call = (method: ManagerMethod, input: never, actor: Actor) => Promise<unknown>

export type Refused = (method: ManagerMethod, actor: Actor) => Promise<void>

/** Calls a method by name after checking role and input. Throws FORBIDDEN, NOT_FOUND or VALIDATION_FAILED. */
export type Invoke = (method: ManagerMethod, input: object, actor: Actor) => Promise<unknown>

/** @param refused told of each call that the caller's role does not allow. */
export function createInvoke(call: Call, refused: Refused): Invoke {
  return async (method, input, actor) => {
    const operation = MANAGER_OPERATIONS[method]
    if (!(operation.roles as readonly string[]).includes(actor.role)) {
      await refused(method, actor)
      throw new KycError('FORBIDDEN')
    }
    return call(method, checkInput(operation.input, input) as never, actor)
  }
}

/** Validates the input. A malformed id in the path is NOT_FOUND; all other errors are listed with their paths. */
function checkInput(schema: z.ZodType, input: object): unknown {
  const parsed = z.pipe(storableJson, schema).safeParse(input, { reportInput: true })
  if (parsed.success) return parsed.data
  const error = validationError(parsed.error)
  const faults = error.details.faults ?? []
  if (faults.some((fault) => fault.path === 'id')) throw new KycError('NOT_FOUND')
  const inForm = faults.length > 0 && faults.every((fault) => fault.path.startsWith('form_schema'))
  throw inForm ? new KycError('FORM_SCHEMA_INVALID', { faults }) : error
}
