import type { ErrorBody } from '@/lib/contract/errors'
import { type OneTimeToken, oneTimeTokenSchema, type StatusCallback } from '@/lib/contract/host/ctrader'
import { type ScenarioStart, scenarioStartSchema } from '@/lib/contract/host/scenario'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import type { ManagerOutput } from '@/lib/contract/manager'
import type { Scenario } from './scenarios'

/** The APIs that a platform and a back office would call, with the sandbox's published keys. */

export async function fetchToken(person: string, kycType: RequestableLevel, brand: string): Promise<OneTimeToken> {
  const response = await fetch(`/ctid2/inAppOneTimeToken/data?${new URLSearchParams({ kycType, brand })}`, {
    // A header takes Latin letters only.
    headers: { authorization: `Bearer sandbox:${encodeURIComponent(person)}` },
  })
  return oneTimeTokenSchema.parse(await response.json())
}

/** A new person in the scenario's situation, and the token that it begins with. */
export async function startScenario({ situation, token = 'good' }: Partial<Scenario>): Promise<ScenarioStart> {
  const needed = token === 'missing' || token === 'malformed' ? 'good' : token
  const response = await fetch('/sandbox/rehearsals', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ situation, token: needed }),
  })
  const start = scenarioStartSchema.parse(await response.json())
  if (token === 'missing') return { ...start, token: '' }
  return token === 'malformed' ? { ...start, token: 'cut-off' } : start
}

export type Received = { received_at: string; body: StatusCallback }

/** The callbacks of one account, newest first. */
export async function fetchCallbacks(tradingLogin: number): Promise<Received[]> {
  const response = await fetch('/ctrader/callback/kyc-status', {
    headers: { authorization: 'Bearer sandbox-callback' },
  })
  const { items } = (await response.json()) as { items: Received[] }
  return items.filter(({ body }) => body.tradingLogin === tradingLogin).reverse()
}

export type ReceivedEmail = { subject: string; text: string; received_at: string }

/** The emails that somebody would have got, newest first. */
export async function fetchEmails(email: string): Promise<ReceivedEmail[]> {
  const response = await fetch(`/mail?to=${encodeURIComponent(email)}`, {
    headers: { authorization: 'Bearer sandbox-callback' },
  })
  return ((await response.json()) as { items: ReceivedEmail[] }).items
}

export type Profile = ManagerOutput<'MngGetKycProfile'>

/** What the back office sees of a customer; null before they have opened the screens. */
export async function fetchProfile(userId: number, key: string): Promise<Profile | null> {
  const list = await callManager<ManagerOutput<'MngGetKycProfiles'>>(
    'GET',
    `/profiles?customer_id=${userId}`,
    undefined,
    { key },
  )
  const found = list.ok ? list.value.items[0] : undefined
  const profile = found && (await callManager<Profile>('GET', `/profiles/${found.id}`, undefined, { key }))
  return profile?.ok ? profile.value : null
}

/** An answer of the manager API, or its refusal. */
export type Answer<Output> = { ok: true; value: Output } | { ok: false; error: ErrorBody }

/**
 * Calls the manager API over REST, as a back office does. `keepalive` lets the call outlive the page; `key` is the first
 * brand's unless another is given.
 */
export async function callManager<Output>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  { keepalive = false, key = 'sandbox-manager' } = {},
): Promise<Answer<Output>> {
  const response = await fetch(`/manager/kyc${path}`, {
    method,
    keepalive,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  return response.ok ? { ok: true, value: answer as Output } : { ok: false, error: answer as ErrorBody }
}
