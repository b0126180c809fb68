/** The name that the client gives its intention; a client without one intends each request anew. */
export function idempotencyKey(request: Request): string {
  const key = request.headers.get('idempotency-key')
  return key && /^[\w-]{8,128}$/.test(key) ? key : crypto.randomUUID()
}
