import { z } from 'zod'
import { Fault } from '@/lib/contract/errors'

/** Returns the `Authorization` header for requests to a backend. */
export type Authorize = () => Promise<string>

const TIMEOUT_MS = 10_000
/** How long before its expiry a token is renewed. */
const EARLY_MS = 60_000
/** The lifetime of a token whose answer does not state one. */
const DEFAULT_LIFE_S = 300

const tokenAnswerSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional(),
})

/** Authorizes with a service key that the backend knows. */
export function withServiceKey(key: string): Authorize {
  return async () => `Bearer ${key}`
}

type ClientWith = {
  tokenUrl: string
  id: string
  secret: string
  fetch: typeof globalThis.fetch
  clock: () => Date
}

/**
 * Authorizes with OAuth 2.0 client credentials (RFC 6749, 4.4; docs/requirements/open-banking.md). A token is fetched
 * on first use and renewed shortly before it expires. Concurrent calls share one request.
 */
export function withClientCredentials({ tokenUrl, id, secret, fetch, clock }: ClientWith): Authorize {
  let known: { header: string; until: number } | undefined
  let pending: Promise<string> | undefined

  async function fetchToken() {
    const response = await fetch(tokenUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) throw new Fault(`The token endpoint answered ${response.status}`)
    const { access_token, expires_in = DEFAULT_LIFE_S } = tokenAnswerSchema.parse(await response.json())
    const life = expires_in * 1_000
    return { header: `Bearer ${access_token}`, until: clock().getTime() + Math.max(life - EARLY_MS, life / 2) }
  }

  async function renew(): Promise<string> {
    known = await fetchToken()
    return known.header
  }

  return async () => {
    if (known && known.until > clock().getTime()) return known.header
    pending ??= renew().finally(() => {
      pending = undefined
    })
    return pending
  }
}
