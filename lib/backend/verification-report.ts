import { z } from 'zod'
import { CUSTOMER_API_PATH, CUSTOMER_OPERATIONS, type CustomerOperation } from '@/lib/contract/customer-api'
import { ACCEPTED } from './conformance/expectations'
import { type Exchange, shortened } from './exchanges'

/** What came of a test of the suite. */
export type TestOutcome = {
  name: string
  state: string
  /** Why it failed or was skipped. `expected` and `actual` are there where values were compared. */
  reason?: string
  expected?: string
  actual?: string
  /** What the test sent, and what came, in order: what it judged last comes last. */
  exchanges: readonly Exchange[]
}

type Fault = { operation: CustomerOperation | null; lines: readonly string[]; tests: readonly string[] }

const LONGEST_VALUE = 200
const OPERATIONS = Object.keys(CUSTOMER_OPERATIONS) as CustomerOperation[]

/**
 * What `npm run verify-backend` prints: a line for each endpoint of the customer API, and under it what failed, each
 * with what was sent, what was expected and what came. A test that failed speaks against the endpoint that it used last.
 */
export function reportOf(tests: readonly TestOutcome[]): string[] {
  const faults = withoutRepeats(tests.filter(({ state }) => state === 'failed').map(faultOf))
  const skipped = tests.filter(({ state }) => state === 'skipped')
  const used = new Set(tests.flatMap(({ exchanges }) => exchanges.map(({ operation }) => operation)))
  const failed = tests.filter(({ state }) => state === 'failed').length
  return [
    ...OPERATIONS.flatMap((operation) => {
      const against = faults.filter((fault) => fault.operation === operation)
      const state = against.length > 0 ? 'FAIL' : used.has(operation) ? 'pass' : 'skip'
      const why = state === 'skip' ? ', which no test could use' : ''
      return [`${state}  ${endpointOf(operation)}${why}`, ...against.flatMap(linesOf)]
    }),
    ...faults
      .filter(({ operation }) => operation === null)
      .flatMap((fault) => ['FAIL  the manager API, or the suite', ...linesOf(fault)]),
    ...skipped.map(({ name, reason }) => `skip  ${name}: ${reason ?? 'not said why'}`),
    '',
    `${tests.length - failed - skipped.length} passed, ${failed} failed, ${skipped.length} skipped`,
  ]
}

function endpointOf(operation: CustomerOperation): string {
  const { method, path } = CUSTOMER_OPERATIONS[operation]
  return `${method.padEnd(6)} ${CUSTOMER_API_PATH}/{customer_id}${path}`
}

/** What an endpoint answers to what it accepts. */
function answerOf(operation: CustomerOperation | null): string {
  const asked = operation && CUSTOMER_OPERATIONS[operation]
  if (!asked || !('output' in asked)) return '200'
  const output: z.ZodType = asked.output
  const name = output.meta()?.id ?? (output instanceof z.ZodObject ? Object.keys(output.shape).join(', ') : 'a body')
  return `200 with ${name}`
}

function faultOf({ name, reason = '', expected, actual, exchanges }: TestOutcome): Fault {
  const last = exchanges.at(-1)
  const change = exchanges.findLast(({ changes }) => changes)
  if (!last) return { operation: null, lines: [firstLine(reason)], tests: [name] }
  const value = expected === ACCEPTED ? answerOf(last.operation) : oneLine(expected ?? firstLine(reason))
  // What was compared stands before the words of the assertion.
  const what = actual === undefined ? null : /^(.*?): expected /s.exec(reason)?.[1]
  return {
    operation: last.operation,
    lines: [
      ...(change && change !== last ? [`after     ${change.sent}: ${change.came}`] : []),
      `sent      ${last.sent}`,
      `expected  ${what ? `${what}: ` : ''}${value}`,
      `came      ${last.came}${actual === undefined ? '' : `, ${what ? `${what}: ` : ''}${oneLine(actual)}`}`,
    ],
    tests: [name],
  }
}

function linesOf({ lines, tests: [first, ...more] }: Fault): string[] {
  const title = more.length > 0 ? `${first}, and ${more.length} more` : first
  return [`        ${title}`, ...lines.map((line) => `          ${line}`)]
}

/** Tests that failed for one reason, such as a server that is down, are told once. */
function withoutRepeats(faults: readonly Fault[]): Fault[] {
  const kinds = Map.groupBy(faults, ({ operation, lines }) => `${operation} ${lines.slice(-2).join(' ')}`)
  return [...kinds.values()].flatMap(([first, ...more]) =>
    first ? [{ ...first, tests: [first, ...more].flatMap(({ tests }) => tests) }] : [],
  )
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}

function oneLine(text: string): string {
  return shortened(text.replace(/\s+/g, ' '), LONGEST_VALUE)
}
