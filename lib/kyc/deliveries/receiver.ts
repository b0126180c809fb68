import { TryAgainAfter } from '@/lib/jobs/job'

/** How a delivery is tried: for three days, in which a receiver is mended. It stays in the list of deliveries. */
export const DELIVERY_TERMS = { attempts: 100, within: 3 * 24 * 3_600_000, takesAtMost: 60_000, kept: true } as const

const TIMEOUT_MS = 10_000
const LONGEST_WAIT_MS = 24 * 3_600_000

/** The receiver, where there is one. Throws where its address has been taken away since the delivery was asked for. */
export function present<Receive>(receive: Receive | null): Receive {
  if (receive === null) throw new Error('There is no receiver for it any more')
  return receive
}

type Post = { url: string; headers: Record<string, string>; body: string; fetch: typeof globalThis.fetch }

/** Posts JSON to a receiver. Any answer but 2xx counts as not delivered, and throws; `Retry-After` is obeyed (RFC 9110, 10.2.3). */
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
  throw wait === null ? new Error(message) : new TryAgainAfter(wait, message)
}

/** Milliseconds that `Retry-After` asks to wait, written as seconds or as a date; at most a day. Null for anything else. */
export function retryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime()
  return milliseconds >= 0 ? Math.min(milliseconds, LONGEST_WAIT_MS) : null
}
