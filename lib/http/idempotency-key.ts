/** The idempotency key of a request. Without a valid one, each request gets a key of its own. */
export function idempotencyKey(request: Request): string {
  const key = request.headers.get('idempotency-key')
  return key && /^[\w-]{8,128}$/.test(key) ? key : crypto.randomUUID()
}
