import { errorResponse, isFailure, KycError } from '@/lib/contract/errors'
import { MANAGER_OPERATIONS, type ManagerRole } from '@/lib/contract/manager'
import type { ManagerMethod } from '@/lib/contract/methods'
import { isFileContent } from '@/lib/contract/pictures/file-content'
import { keyOf } from '@/lib/http/bearer'
import { openApiDocument } from '@/lib/http/openapi'
import { readAnyJson } from '@/lib/http/request-body'
import { requestId } from '@/lib/http/request-id'
import type { Actor } from '../context'
import { fileResponse } from './file-response'
import { type Call, createInvoke, type Refused } from './invoke'
import { answerRpc } from './rpc'

const PREFIX = '/manager/kyc'

export type ManagerKey = { key: string; role: ManagerRole; brand: string; name: string }
type Match = { method: ManagerMethod; pathParams: Record<string, string> }

/**
 * The manager's HTTP API, built from the operations table: the REST routes of the contract, JSON-RPC at `/rpc`, and the
 * OpenAPI document at `/openapi.json`. Every error is answered with an error body.
 */
export function createManagerApi({
  keys,
  call,
  refused,
  report,
}: {
  keys: readonly ManagerKey[]
  call: Call
  refused: Refused
  report: (error: unknown, requestId: string) => void
}) {
  const invoke = createInvoke(call, refused)
  return async (request: Request): Promise<Response> => {
    try {
      const path = new URL(request.url).pathname
      if (path === `${PREFIX}/openapi.json` && request.method === 'GET') return Response.json(openApiDocument())
      if (path === `${PREFIX}/rpc`) {
        if (request.method !== 'POST') throw new KycError('METHOD_NOT_ALLOWED')
        return await answerRpc(request, invoke, authenticate(request, keys), report)
      }
      const { method, pathParams } = matchRoute(request)
      const actor = authenticate(request, keys)
      const output = await invoke(method, { ...(await readInput(request)), ...pathParams }, actor)
      if (isFileContent(output)) return await fileResponse(request, output)
      return Response.json(output, { headers: { 'cache-control': 'no-store' } })
    } catch (thrown) {
      const id = requestId()
      if (isFailure(thrown)) report(thrown, id)
      return errorResponse(thrown, id)
    }
  }
}

function authenticate(request: Request, keys: readonly ManagerKey[]): Actor {
  const key = keyOf(request, keys)
  if (!key) throw new KycError('UNAUTHENTICATED')
  return { name: key.name, role: key.role, brand: key.brand }
}

/** Literal routes come before those with `{id}`, so that `/steps/require` does not match `/steps/{id}`. */
const ROUTES = (Object.keys(MANAGER_OPERATIONS) as ManagerMethod[])
  .flatMap((method) =>
    MANAGER_OPERATIONS[method].routes.map((route) => ({ method, verb: route.method, parts: route.path.split('/') })),
  )
  .sort((a, b) => Number(a.parts.includes('{id}')) - Number(b.parts.includes('{id}')))

function matchRoute(request: Request): Match {
  const path = new URL(request.url).pathname
  const parts = path.startsWith(PREFIX) ? path.slice(PREFIX.length).split('/') : []
  const known = ROUTES.filter(
    (route) =>
      route.parts.length === parts.length && route.parts.every((part, i) => part === '{id}' || part === parts[i]),
  )
  // HEAD asks for what GET would answer, without its body.
  const asked = request.method === 'HEAD' ? 'GET' : request.method
  const route = known.find(({ verb }) => verb === asked)
  if (!route) throw new KycError(known.length > 0 ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND')
  const at = route.parts.indexOf('{id}')
  return { method: route.method, pathParams: at < 0 ? {} : { id: parts[at] ?? '' } }
}

/** The input of a request: the query for GET, otherwise the JSON body, which may be empty. */
async function readInput(request: Request): Promise<object> {
  if (['GET', 'HEAD'].includes(request.method)) return readQuery(new URL(request.url).searchParams)
  const body = await readAnyJson(request)
  if (body === undefined) return {}
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new KycError('BAD_REQUEST', { message: 'The body must be a JSON object.' })
  return body
}

/** Throws VALIDATION_FAILED where a parameter is given twice: nobody knows which is meant. */
function readQuery(params: URLSearchParams): Record<string, string> {
  const repeated = [...new Set(params.keys())].filter((name) => params.getAll(name).length > 1)
  const faults = repeated.map((path) => ({ path, code: 'repeated', message: 'Given more than once' }))
  if (faults.length > 0) throw new KycError('VALIDATION_FAILED', { faults })
  return Object.fromEntries(params)
}
