import { z } from 'zod'
import type { ErrorCode } from '@/lib/contract/error-codes'
import { errorBody, isFailure, KycError } from '@/lib/contract/errors'
import { MANAGER_OPERATIONS } from '@/lib/contract/manager'
import type { ManagerMethod } from '@/lib/contract/methods'
import { readAnyJson } from '@/lib/http/request-body'
import { requestId } from '@/lib/http/request-id'
import type { Actor } from '../context'
import type { Invoke } from './invoke'

/** JSON-RPC 2.0 over HTTP, with the names of the contract; single calls and batches. */

const MAX_BATCH = 100

const callSchema = z.object({
  jsonrpc: z.literal('2.0'),
  method: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
})

/** The methods by their canonical names, and by those of the workflow hooks. */
const METHODS: ReadonlyMap<string, ManagerMethod> = new Map(
  (Object.keys(MANAGER_OPERATIONS) as ManagerMethod[]).flatMap((method) => {
    const operation = MANAGER_OPERATIONS[method]
    const names = 'alias' in operation ? [method, operation.alias] : [method]
    return names.map((name) => [name, method] as const)
  }),
)

/** The codes of the specification. Other errors of the manager are -32000. */
const RPC_CODES: Partial<Record<ErrorCode, number>> = {
  BAD_REQUEST: -32700,
  VALIDATION_FAILED: -32602,
  FORM_SCHEMA_INVALID: -32602,
  INTERNAL: -32603,
}
const INVALID_REQUEST = -32600
const METHOD_NOT_FOUND = -32601
const REFUSED = -32000

type Report = (error: unknown, requestId: string) => void
type Answer = { jsonrpc: '2.0'; id: string | number | null } & ({ result: unknown } | { error: object })

/** Answers a call or a batch. A notification (a call without an id) gets no response; only notifications: 204. */
export async function answerRpc(request: Request, invoke: Invoke, actor: Actor, report: Report): Promise<Response> {
  const body = await readBody(request)
  if ('refused' in body) return Response.json(body.refused)
  const calls = Array.isArray(body.value) ? body.value : [body.value]
  if (calls.length === 0 || calls.length > MAX_BATCH)
    return Response.json(refusal(null, INVALID_REQUEST, `A batch has 1 to ${MAX_BATCH} calls`))
  const answers: Answer[] = []
  // In order, because a call may depend on an earlier one.
  for (const call of calls) {
    const answer = await answerCall(call, invoke, actor, report)
    if (answer) answers.push(answer)
  }
  if (answers.length === 0) return new Response(null, { status: 204 })
  return Response.json(Array.isArray(body.value) ? answers : answers[0], { headers: { 'cache-control': 'no-store' } })
}

async function readBody(request: Request): Promise<{ value: unknown } | { refused: Answer }> {
  try {
    return { value: await readAnyJson(request) }
  } catch (error) {
    if (error instanceof KycError && error.code === 'BAD_REQUEST')
      return { refused: refusal(null, RPC_CODES.BAD_REQUEST ?? REFUSED, error.message) }
    throw error
  }
}

async function answerCall(given: unknown, invoke: Invoke, actor: Actor, report: Report): Promise<Answer | null> {
  const call = callSchema.safeParse(given)
  if (!call.success) return refusal(null, INVALID_REQUEST, 'Not a JSON-RPC 2.0 call with named parameters')
  const { method, params = {}, id } = call.data
  const answer = await run(method, params, id ?? null, invoke, actor, report)
  return id === undefined ? null : answer
}

async function run(
  name: string,
  params: Record<string, unknown>,
  id: string | number | null,
  invoke: Invoke,
  actor: Actor,
  report: Report,
): Promise<Answer> {
  const method = METHODS.get(name)
  if (!method) return refusal(id, METHOD_NOT_FOUND, `Unknown method ${name}`)
  try {
    if ('media' in MANAGER_OPERATIONS[method])
      throw new KycError('METHOD_NOT_ALLOWED', {
        message: 'Bytes have no JSON form: use the REST route of this method.',
      })
    return { jsonrpc: '2.0', id, result: await invoke(method, params, actor) }
  } catch (thrown) {
    const known = requestId()
    if (isFailure(thrown)) report(thrown, known)
    const error = thrown instanceof KycError ? thrown : new KycError('INTERNAL', { cause: thrown })
    return refusal(id, RPC_CODES[error.code] ?? REFUSED, error.message, errorBody(error, known))
  }
}

function refusal(id: Answer['id'], code: number, message: string, data?: object): Answer {
  return { jsonrpc: '2.0', id, error: { code, message, ...(data && { data }) } }
}
