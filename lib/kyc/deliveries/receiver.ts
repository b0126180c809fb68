import { Fault } from '@/lib/contract/errors'
import { RetryAfter } from '@/lib/jobs/job'

/** The retry policy of deliveries: three days, time enough to repair a receiver. Finished ones stay, to be listed. */
export const DELIVERY_POLICY = {
  ...{ maxAttempts: 100, giveUpAfter: 3 * 24 * 3_600_000, claimFor: 60_000, keepWhenDone: true },
} as const

const TIMEOUT_MS = 10_000
const MAX_WAIT_MS = 24 * 3_600_000

/**
 * The receiver. Throws when it is no longer configured: the setting may have been removed since the job was enqueued.
 */
export function requireReceiver<Receive>(receive: Receive | null): Receive {
  if (receive === null) throw new Fault('Its receiver is no longer configured')
  return receive
}

type Post = { url: string; headers: Record<string, string>; body: string; fetch: typeof globalThis.fetch }

/** Posts JSON to a receiver. Throws unless the answer is 2xx. Honours `Retry-After` (RFC 9110, 10.2.3). */
export async function postJson({ url, headers, body, fetch }: Post): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  await response.body?.cancel()
  if (response.ok) return
  const message = `The receiver answered ${response.status}`
  const wait = retryAfter(response.headers.get('retry-after'), new Date())
  throw wait === null ? new Fault(message) : new RetryAfter(wait, message)
}

/** Parses `Retry-After`, in seconds or as a date, to milliseconds; at most a day. Null for anything else. */
export function retryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime()
  return milliseconds >= 0 ? Math.min(milliseconds, MAX_WAIT_MS) : null
}
