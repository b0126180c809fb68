import { type OneTimeToken, oneTimeTokenSchema, type StatusCallback } from '@/lib/contract/ctrader'
import type { RequestableLevel } from '@/lib/contract/levels'
import type { ManagerOutput } from '@/lib/contract/manager'

/** The doors that a platform and a back office would use, with the sandbox's published keys. */

export async function fetchToken(person: string, kycType: RequestableLevel): Promise<OneTimeToken> {
  const response = await fetch(`/ctid2/inAppOneTimeToken/data?kycType=${kycType}`, {
    headers: { authorization: `Bearer sandbox:${person}` },
  })
  return oneTimeTokenSchema.parse(await response.json())
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

export type ReceivedLetter = { subject: string; text: string; received_at: string }

/** The letters that somebody would have got by mail, newest first. */
export async function fetchLetters(email: string): Promise<ReceivedLetter[]> {
  const response = await fetch(`/mail?to=${encodeURIComponent(email)}`, {
    headers: { authorization: 'Bearer sandbox-callback' },
  })
  return ((await response.json()) as { items: ReceivedLetter[] }).items
}

export type Profile = ManagerOutput<'MngGetKycProfile'>

/** What the back office sees of a customer; null before they have opened the screens. */
export async function fetchProfile(userId: number): Promise<Profile | null> {
  const list = await callManager<ManagerOutput<'MngGetKycProfiles'>>('GET', `/profiles?customer_id=${userId}`)
  const found = list?.items[0]
  return found ? callManager<Profile>('GET', `/profiles/${found.id}`) : null
}

export async function callManager<Output>(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<Output | null> {
  const response = await fetch(`/manager/kyc${path}`, {
    method,
    headers: {
      authorization: 'Bearer sandbox-manager',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  return response.ok ? ((await response.json()) as Output) : null
}
