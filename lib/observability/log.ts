import pino from 'pino'
import { describeError } from './describe-error'

/** The shape of each field that a line may have besides its text and pino's own. Another field never leaves. */
const FIELDS: Record<string, (value: unknown) => boolean> = {
  requestId: matching(/^[\w-]{1,64}$/),
  // A request.
  method: matching(/^[A-Z]{3,10}$/),
  route: matching(/^[\w.\-/{}]{1,200}$/),
  status: isWhole,
  ms: isWhole,
  aborted: isFlag,
  // Why it was refused.
  code: matching(/^[A-Z_]{2,60}$/),
  kind: matching(/^[a-z_.-]{2,40}$/),
  // A job: its id, and which attempt it was.
  job: matching(/^[\w-]{1,64}$/),
  attempt: isWhole,
  dead: isFlag,
  // What lacks, or is damaged.
  brand: matching(/^[\p{L}\p{N} ._&-]{1,64}$/u),
  // Of how many it is told.
  count: isWhole,
  check: matching(/^[a-z]{2,20}$/),
  table: matching(/^[a-z_]{1,60}$/),
  column: matching(/^[a-z_]{1,60}$/),
  row: matching(/^[\w-]{1,64}$/),
  // Already described by then.
  err: (value) => typeof value === 'object' && value !== null,
}

function matching(shape: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && shape.test(value)
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value)
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean'
}

type Write = (facts: object, text: string) => void
export type Log = { readonly [Level in 'info' | 'warn' | 'error']: Write }

type LogWith = {
  /** The request that is being served, if any: its lines carry its id. */
  requestId?: () => string | undefined
  /** Takes each line. Default: standard output. */
  write?: (line: string) => void
}

/**
 * The process's log: JSON lines. Only the fields of `FIELDS` leave, in the shape that they have there; `left_out` counts others. Of an
 * error, `describeError` says what leaves. The text is ours, and tells nothing of a person.
 */
export function createLog({ requestId = () => undefined, write }: LogWith = {}): Log {
  // Pino's own serializer would describe it a second time.
  const serializers = { err: (described: unknown) => described }
  const settings = { base: { name: 'inapp-kyc' }, level: 'info', serializers }
  const log = write ? pino(settings, { write }) : pino(settings)
  const at =
    (level: keyof Log): Write =>
    (facts, text) =>
      log[level](allowed({ requestId: requestId(), ...facts }), text)
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

function allowed(facts: object): object {
  const given = Object.entries(facts).filter(([, value]) => value !== undefined)
  const described = given.map(([name, value]) => [name, name === 'err' ? describeError(value) : value] as const)
  const kept = described.filter(([name, value]) => Object.hasOwn(FIELDS, name) && FIELDS[name]?.(value))
  const left = given.length - kept.length
  return { ...Object.fromEntries(kept), ...(left > 0 && { left_out: left }) }
}
