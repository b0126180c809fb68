import { setTimeout } from 'node:timers/promises'
import { ConsecutiveBreaker, circuitBreaker, ExponentialBackoff, handleType, noop, retry, wrap } from 'cockatiel'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { z } from 'zod'
import type { Identity } from '@/lib/contract/customer'
import {
  CUSTOMER_API_PATH,
  CUSTOMER_OPERATIONS,
  type CustomerOperation,
  versionSchema,
} from '@/lib/contract/customer-api'
import { codeOfStatus } from '@/lib/contract/error-codes'
import { errorBodySchema, Fault, KycError } from '@/lib/contract/errors'
import { limitedFetch } from '@/lib/http/limited-fetch'
import type { KycBackend, Result } from './port'
import type { Authorize } from './service-auth'

const ANSWER_MS = 10_000
/** For an answer with all its tries: a person waits for it. */
const ANSWER_AT_LAST_MS = 15_000
const FILE_MS = 60_000
const RECONNECT_MS = 2_000
const RETRIES = 2
/** A profile with a form of the most fields takes a few. Files and streams of events are never read whole. */
const ANSWER_BYTES = 32 * 1024 * 1024
const FAILURES_TO_OPEN = 8
const OPEN_FOR_MS = 10_000

/** The backend did not answer, or answered with a server error. A retry may succeed. */
class Unreachable extends Fault {}

type RemoteWith = {
  /** How long an answer may take with all its tries, in milliseconds. */
  answerAtLastMs?: number
  /** The base URL of the backend. The customer API is below it. */
  url: string
  authorize: Authorize
  fetch: (url: string, init: RequestInit) => Promise<Response>
}

type Call = {
  /** The id of the step, document or file. */
  id?: string
  query?: Record<string, string>
  json?: unknown
  bytes?: ReadableStream<Uint8Array>
  /** The idempotency key. */
  key?: string
  signal?: AbortSignal
}

/**
 * A broker's own KYC backend behind the port. Every call has a timeout; idempotent calls are retried twice; and after
 * several failures in a row a circuit breaker spares the backend for a moment. Technical failures become
 * BACKEND_UNAVAILABLE; refusals keep their code.
 */
export function createRemoteBackend({
  url,
  authorize,
  fetch,
  answerAtLastMs = ANSWER_AT_LAST_MS,
}: RemoteWith): KycBackend {
  const failures = handleType(Unreachable)
  const breaker = circuitBreaker(failures, {
    halfOpenAfter: OPEN_FOR_MS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  })
  const limited = limitedFetch((address, init) => fetch(String(address), init ?? {}), ANSWER_BYTES)
  const retrying = retry(failures, {
    maxAttempts: RETRIES,
    backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 1_000 }),
  })

  async function send(
    operation: CustomerOperation,
    customer: Identity,
    call: Call,
    deadline?: AbortSignal,
  ): Promise<Response> {
    const { method, path } = CUSTOMER_OPERATIONS[operation]
    const address = `${url.replace(/\/$/, '')}${CUSTOMER_API_PATH}/${encodeURIComponent(customer.customer_id)}`
    const query = new URLSearchParams({ brand: customer.brand, ...call.query })
    const limit = AbortSignal.timeout(isFile(operation) ? FILE_MS : ANSWER_MS)
    const init: RequestInit & { duplex?: 'half' } = {
      method,
      headers: {
        authorization: await authorize(),
        accept: 'application/json',
        ...(call.json !== undefined && { 'content-type': 'application/json' }),
        ...(call.bytes && { 'content-type': 'application/octet-stream' }),
        ...(call.key && { 'idempotency-key': call.key }),
      },
      redirect: 'error',
      signal: call.signal ?? (deadline ? AbortSignal.any([limit, deadline]) : limit),
      ...(call.json !== undefined && { body: JSON.stringify(call.json) }),
      ...(call.bytes && { body: call.bytes, duplex: 'half' }),
    }
    const ask = operation === 'readFile' || operation === 'watch' ? fetch : limited
    const response = await ask(`${address}${path.replace('{id}', encodeURIComponent(call.id ?? ''))}?${query}`, init)
    if (response.status >= 500) {
      await response.body?.cancel()
      throw new Unreachable(`The backend answered ${response.status}`)
    }
    return response
  }

  /** Sends a request, with retries where they are safe, and turns the response into a result. */
  async function call<Value>(
    operation: CustomerOperation,
    customer: Identity,
    given: Call,
    read: (response: Response) => Promise<Value>,
  ): Promise<Result<Value>> {
    // A second code would invalidate the first, and a wrong code would be counted twice.
    const mayRetry = !given.bytes && operation !== 'sendCode' && operation !== 'checkCode'
    // Whole files take as long as they take.
    const deadline = isFile(operation) ? undefined : AbortSignal.timeout(answerAtLastMs)
    const once = () => send(operation, customer, given, deadline).catch((cause) => Promise.reject(unreachable(cause)))
    try {
      const response = await wrap(mayRetry ? retrying : noop, breaker).execute(once, deadline)
      if (!response.ok) return { ok: false, error: await refusalOf(response) }
      return { ok: true, value: await read(response) }
    } catch (cause) {
      return { ok: false, error: new KycError('BACKEND_UNAVAILABLE', { cause }) }
    }
  }

  const callJson = <Schema extends z.ZodType>(
    operation: CustomerOperation,
    output: Schema,
    customer: Identity,
    given: Call,
  ): Promise<Result<z.output<Schema>>> =>
    call(operation, customer, given, async (response) => {
      const value = output.parse(await response.json())
      if (!isAbout(customer, value)) throw new Fault('The backend answered about another customer')
      return value
    })

  /**
   * Follows the backend's events until `signal` aborts. After each connect it reads the version, in case it missed
   * events.
   */
  async function follow(customer: Identity, changed: (version: number) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const response = await send('watch', customer, { signal })
        if (!response.ok || !response.body) throw new Unreachable(`The backend answered ${response.status}`)
        const now = await backend.read(customer)
        if (now.ok && !signal.aborted) changed(now.value.version)
        const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
        for await (const { event, data } of events)
          if (event === 'changed') changed(versionSchema.parse(JSON.parse(data)).version)
      } catch {
        // The connection failed or broke. The next attempt follows.
      }
      await setTimeout(RECONNECT_MS, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  const { open, read, requestLevel, saveDraft, submitStep, storeFile, attachDocument, removeDocument } =
    CUSTOMER_OPERATIONS
  const { sendCode, checkCode, resolveDifference, chooseEmails } = CUSTOMER_OPERATIONS
  const backend: KycBackend = {
    open: (customer, level) => {
      const { email, trading_login, language } = customer
      return callJson('open', open.output, customer, { json: { level, email, trading_login, language } })
    },
    read: (customer) => callJson('read', read.output, customer, {}),
    requestLevel: (customer, level, key) =>
      callJson('requestLevel', requestLevel.output, customer, { json: { level }, key }),
    chooseEmails: (customer, decisions) =>
      callJson('chooseEmails', chooseEmails.output, customer, { json: { decisions } }),
    saveDraft: (customer, id, answers, base) =>
      callJson('saveDraft', saveDraft.output, customer, { id, json: { answers, ...(base && { base }) } }),
    submitStep: (customer, id, answers, key, base) =>
      callJson('submitStep', submitStep.output, customer, { id, json: { answers, ...(base && { base }) }, key }),
    sendCode: (customer, id, request) => callJson('sendCode', sendCode.output, customer, { id, json: request }),
    checkCode: (customer, id, request) => callJson('checkCode', checkCode.output, customer, { id, json: request }),
    storeFile: (customer, { name, bytes, acceptQuality, shows }) => {
      const query = { name, ...(shows && { shows }), ...(acceptQuality && { quality: 'accepted' }) }
      return callJson('storeFile', storeFile.output, customer, { bytes, query })
    },
    readFile: (customer, id) =>
      call('readFile', customer, { id }, async ({ headers, body }) => ({
        content_type: headers.get('content-type') ?? 'application/octet-stream',
        file_size: Number(headers.get('content-length')),
        bytes: body ?? new Blob().stream(),
      })),
    attachDocument: (customer, request, key) =>
      callJson('attachDocument', attachDocument.output, customer, { json: request, key }),
    removeDocument: (customer, id) => callJson('removeDocument', removeDocument.output, customer, { id }),
    resolveDifference: (customer, id, request, key) =>
      callJson('resolveDifference', resolveDifference.output, customer, { id, json: request, key }),
    watch(customer, changed) {
      const ended = new AbortController()
      void follow(customer, changed, ended.signal)
      return () => ended.abort()
    },
  }
  return backend
}

function isFile(operation: CustomerOperation): boolean {
  return operation === 'storeFile' || operation === 'readFile'
}

/** An answer that names a customer names the one who was asked about: nobody is ever shown another one's KYC. */
function isAbout({ customer_id }: Identity, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('customer_id' in value)) return true
  return value.customer_id === customer_id
}

function unreachable(cause: unknown): Unreachable {
  return cause instanceof Unreachable ? cause : new Unreachable('The backend did not answer', { cause })
}

async function refusalOf(response: Response): Promise<KycError> {
  const text = await response.text()
  const { status } = response
  const body = errorBodySchema.safeParse(parsed(text))
  // Its own words may be about a person.
  const cause = new Fault(`The backend answered ${status}, ${body.data?.code ?? 'and no error of the contract'}`)
  // The backend rejects the service key, which the person can do nothing about.
  if (status === 401 || status === 403) return new KycError('BACKEND_UNAVAILABLE', { cause })
  if (!body.success) return new KycError(codeOfStatus(status) ?? 'BACKEND_UNAVAILABLE', { cause })
  const { code, message, reason, reasonCode, field, faults, suggestions } = body.data
  return new KycError(code, { message, reason, reasonCode, field, faults, suggestions })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
