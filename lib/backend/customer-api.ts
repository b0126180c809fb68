import {
  attachDocumentRequestSchema,
  checkCodeRequestSchema,
  draftRequestSchema,
  type Identity,
  identitySchema,
  sendCodeRequestSchema,
  submitRequestSchema,
} from '@/lib/contract/customer'
import {
  CUSTOMER_API_PATH,
  CUSTOMER_OPERATIONS,
  type CustomerOperation,
  emailsRequestSchema,
  levelRequestSchema,
  openRequestSchema,
} from '@/lib/contract/customer-api'
import { pictureSubjectOf } from '@/lib/contract/documents'
import { errorResponse, isFailure, KycError } from '@/lib/contract/errors'
import { resolveDifferenceRequestSchema } from '@/lib/contract/pictures/differences'
import { keyOf } from '@/lib/http/bearer'
import { changedEvents } from '@/lib/http/events'
import { idempotencyKey } from '@/lib/http/idempotency-key'
import { bodyOf, readJson } from '@/lib/http/request-body'
import { requestId } from '@/lib/http/request-id'
import type { KycBackend, Result } from './port'

type CustomerApiWith = {
  backend: KycBackend
  keys: readonly { key: string }[]
  /** The brand that a request names; a default without. Throws NOT_FOUND for an unknown one. */
  brandOf: (named: string | null) => string
  /** Called for each bug, with the request id that the caller got. */
  report: (error: unknown, requestId: string) => void
}

type Call = { request: Request; customer: Identity; id: string; query: URLSearchParams }
type Handler = (backend: KycBackend, call: Call) => Promise<Response>

/** Serves a backend over HTTP, as defined by `CUSTOMER_OPERATIONS`. `remote.ts` is its client. */
export function createCustomerApi({ backend, keys, brandOf, report }: CustomerApiWith) {
  return async (request: Request): Promise<Response> => {
    try {
      if (!keyOf(request, keys)) throw new KycError('UNAUTHENTICATED')
      const { operation, customerId, id } = matchRoute(request)
      const query = new URL(request.url).searchParams
      const customer = {
        ...{ customer_id: customerId, brand: brandOf(query.get('brand')) },
        ...{ email: null, trading_login: null },
      }
      return await HANDLERS[operation](backend, { request, customer, id, query })
    } catch (thrown) {
      const id = requestId()
      if (isFailure(thrown)) report(thrown, id)
      return errorResponse(thrown, id)
    }
  }
}

const HANDLERS: Record<CustomerOperation, Handler> = {
  async open(backend, { request, customer }) {
    const { level, email = null, trading_login = null, language } = await readJson(request, openRequestSchema)
    return json(await backend.open({ ...customer, email, trading_login, language }, level))
  },
  async read(backend, { customer }) {
    return json(await backend.read(customer))
  },
  async requestLevel(backend, { request, customer }) {
    const { level } = await readJson(request, levelRequestSchema)
    return json(await backend.requestLevel(customer, level, idempotencyKey(request)))
  },
  async chooseEmails(backend, { request, customer }) {
    const { decisions } = await readJson(request, emailsRequestSchema)
    return json(await backend.chooseEmails(customer, decisions))
  },
  async saveDraft(backend, { request, customer, id }) {
    const { answers, base } = await readJson(request, draftRequestSchema)
    return json(await backend.saveDraft(customer, id, answers, base))
  },
  async submitStep(backend, { request, customer, id }) {
    const { answers, base } = await readJson(request, submitRequestSchema)
    return json(await backend.submitStep(customer, id, answers, idempotencyKey(request), base))
  },
  async sendCode(backend, { request, customer, id }) {
    return json(await backend.sendCode(customer, id, await readJson(request, sendCodeRequestSchema)))
  },
  async checkCode(backend, { request, customer, id }) {
    return json(await backend.checkCode(customer, id, await readJson(request, checkCodeRequestSchema)))
  },
  async storeFile(backend, { request, customer, query }) {
    const bytes = bodyOf(request)
    if (!bytes) throw new KycError('FILE_MISSING')
    const file = {
      ...{ name: query.get('name') ?? '', bytes },
      acceptQuality: query.get('quality') === 'accepted',
      shows: pictureSubjectOf(query.get('shows')),
    }
    return json(await backend.storeFile(customer, file))
  },
  async readFile(backend, { customer, id }) {
    const { bytes, content_type, file_size } = unwrap(await backend.readFile(customer, id))
    const headers = { 'content-type': content_type, 'content-length': String(file_size), 'cache-control': 'no-store' }
    return new Response(bytes, { headers })
  },
  async attachDocument(backend, { request, customer }) {
    const wanted = await readJson(request, attachDocumentRequestSchema)
    return json(await backend.attachDocument(customer, wanted, idempotencyKey(request)))
  },
  async removeDocument(backend, { customer, id }) {
    return json(await backend.removeDocument(customer, id))
  },
  async resolveDifference(backend, { request, customer, id }) {
    const resolution = await readJson(request, resolveDifferenceRequestSchema)
    return json(await backend.resolveDifference(customer, id, resolution, idempotencyKey(request)))
  },
  async watch(backend, { request, customer }) {
    return changedEvents(request, (changed) => backend.watch(customer, changed))
  },
}

function unwrap<Value>(result: Result<Value>): Value {
  if (!result.ok) throw result.error
  return result.value
}

function json(result: Result<unknown>): Response {
  return Response.json(unwrap(result), { headers: { 'cache-control': 'no-store' } })
}

const ROUTES = (Object.keys(CUSTOMER_OPERATIONS) as CustomerOperation[]).map((operation) => ({
  operation,
  method: CUSTOMER_OPERATIONS[operation].method,
  parts: CUSTOMER_OPERATIONS[operation].path.split('/').slice(1),
}))

function matchRoute(request: Request) {
  const [customerId = '', ...parts] = new URL(request.url).pathname.slice(CUSTOMER_API_PATH.length + 1).split('/')
  const matches = (pattern: readonly string[]) =>
    pattern.length === parts.length && pattern.every((part, i) => part === '{id}' || part === parts[i])
  const known = ROUTES.filter((route) => matches(route.parts))
  const route = known.find(({ method }) => method === request.method)
  if (customerId === '' || known.length === 0) throw new KycError('NOT_FOUND')
  if (!route) throw new KycError('METHOD_NOT_ALLOWED')
  const at = route.parts.indexOf('{id}')
  return { operation: route.operation, customerId: customerIdOf(customerId), id: at < 0 ? '' : (parts[at] ?? '') }
}

/** The customer whom an address names. Throws NOT_FOUND for what can be nobody's id. */
function customerIdOf(part: string): string {
  try {
    return identitySchema.shape.customer_id.parse(decodeURIComponent(part))
  } catch (cause) {
    throw new KycError('NOT_FOUND', { cause })
  }
}
