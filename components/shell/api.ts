import type { ClientErrorCode } from '@/lib/contract/error-codes'
import type { ErrorBody } from '@/lib/contract/errors'
import { ANOTHER_PERSON } from '@/lib/contract/host/another-person'
import { NO_ANSWER } from '@/lib/contract/no-answer'

/** A refusal of the server, or NETWORK when there was no answer at all. */
export type ApiError = Omit<ErrorBody, 'code' | 'requestId' | 'error'> & { code: ClientErrorCode }
export type ApiResult<Value> = { ok: true; value: Value } | { ok: false; error: ApiError }

type Call = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  /** One intention of the person: a repeat with the same key is done once. */
  key?: string
  /** Lets the request outlive the page; browsers take up to 64 kB then. */
  keepalive?: boolean
  signal?: AbortSignal
}

/** What our own calls carry: that they are ours, and whose page makes them. */
export function requestHeaders(): Record<string, string> {
  const person = personOfPage()
  return { 'x-kyc-request': '1', ...(person && { 'x-kyc-person': person }) }
}

/** Whose page this is, as `person-tag.ts` names people; null before anybody is known. */
export function personOfPage(): string | null {
  return document.querySelector<HTMLElement>('[data-person]')?.dataset.person ?? null
}

/**
 * Whether the page, rendered anew, would say that the session has ended. Where somebody else has entered in another tab
 * it would be theirs: then it stays as it is.
 */
export function sessionIsOver({ code, reason }: ApiError): boolean {
  return code === 'SESSION_EXPIRED' && reason !== ANOTHER_PERSON
}

/** Calls the screens' own API under `/inapp/api`. Never throws: what goes wrong is a value. */
export async function callApi<Value>(
  path: string,
  { method = 'GET', body, key, keepalive, signal }: Call = {},
): Promise<ApiResult<Value>> {
  try {
    const response = await fetch(path, {
      method,
      keepalive,
      signal,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        ...requestHeaders(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const answer: unknown = await response.json()
    return response.ok ? { ok: true, value: answer as Value } : { ok: false, error: answer as ErrorBody }
  } catch {
    return { ok: false, error: NO_ANSWER }
  }
}
