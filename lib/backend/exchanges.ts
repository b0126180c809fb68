import { z } from 'zod'
import { CUSTOMER_API_PATH, CUSTOMER_OPERATIONS, type CustomerOperation } from '@/lib/contract/customer-api'

/** A request and its answer, in short and without keys: what a broker needs to find out what went wrong. */
export type Exchange = {
  /** Null for a request to another API. */
  operation: CustomerOperation | null
  /** Whether it changes something. */
  changes: boolean
  sent: string
  came: string
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>

const LONGEST_BODY = 160

/** Lets requests through and notes each with its answer in `exchanges`. */
export function noting(exchanges: Exchange[], fetch: Fetch): Fetch {
  return async (url, init) => {
    const { pathname, search } = new URL(url)
    const method = init.method ?? 'GET'
    const exchange: Exchange = {
      ...{ operation: operationOf(method, pathname), changes: method !== 'GET' },
      ...{ sent: [method, `${pathname}${search}`, ...bodyOf(init)].join(' '), came: 'no answer yet' },
    }
    exchanges.push(exchange)
    try {
      const response = await fetch(url, init)
      exchange.came = response.ok ? String(response.status) : await refusalIn(response.clone())
      return response
    } catch (cause) {
      exchange.came = `not reachable: ${reasonOf(cause)}`
      throw cause
    }
  }
}

/** What is wrong with the body of an answer that was taken for accepted. */
export function faultsOf(cause: unknown): string | null {
  if (cause instanceof SyntaxError) return 'the body is not JSON'
  if (!(cause instanceof z.ZodError)) return null
  const faults = cause.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`)
  return faults.slice(0, 3).join('; ') + (faults.length > 3 ? `; and ${faults.length - 3} more` : '')
}

function bodyOf({ headers, body }: RequestInit): string[] {
  const key = new Headers(headers).get('idempotency-key')
  const sent = typeof body === 'string' ? shortened(body, LONGEST_BODY) : body ? '(a file)' : null
  return [sent, key && `(Idempotency-Key: ${key})`].filter((part) => part !== null)
}

export function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** Codes and paths only: what else an answer says may be about a person. */
const WORD = z.string().regex(/^[\w.[\]-]{1,80}$/)
const refusalSchema = z.object({
  code: WORD.optional().catch(undefined),
  reason: WORD.optional().catch(undefined),
  field: WORD.optional().catch(undefined),
  faults: z
    .array(z.object({ path: WORD, code: WORD }))
    .optional()
    .catch(undefined),
})

async function refusalIn(response: Response): Promise<string> {
  const parsed = refusalSchema.safeParse(await response.json().catch(() => null))
  if (!parsed.success) return `${response.status} without a JSON body`
  const { code, reason, field, faults } = parsed.data
  const at = faults?.map((fault) => `${fault.path} ${fault.code}`) ?? (field ? [field] : [])
  return [
    `${response.status} ${code ?? 'without a code'}`,
    ...(reason ? [`reason ${reason}`] : []),
    ...(at.length > 0 ? [`at ${at.slice(0, 4).join(', ')}`] : []),
  ].join(', ')
}

/** The word of the system, such as ECONNREFUSED, under all the wrapping. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'TimeoutError') return 'it did not answer in time'
  if (cause.cause instanceof Error) return reasonOf(cause.cause)
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
}

/** The endpoint of the customer API that a request goes to. */
function operationOf(method: string, path: string): CustomerOperation | null {
  const operations = Object.keys(CUSTOMER_OPERATIONS) as CustomerOperation[]
  return operations.find((name) => CUSTOMER_OPERATIONS[name].method === method && patternOf(name).test(path)) ?? null
}

function patternOf(operation: CustomerOperation): RegExp {
  const { path } = CUSTOMER_OPERATIONS[operation]
  return new RegExp(`${CUSTOMER_API_PATH}/[^/]+${path.replace('{id}', '[^/]+')}$`)
}
