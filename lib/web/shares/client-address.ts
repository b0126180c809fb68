import 'server-only'
import { createHmac } from 'node:crypto'

/**
 * From which address a request comes, as far as the proxies before the app say: each of them appends to `X-Forwarded-For`
 * whom it heard, so what the client wrote there itself stands further left.
 * @param proxies how many there are.
 */
export function clientAddress(request: Request, proxies: number): string {
  const heard = request.headers.get('x-forwarded-for')?.split(',') ?? []
  return (heard.at(-proxies) ?? heard[0] ?? '').trim() || 'unknown'
}

/**
 * An address as it is counted by: it is somebody's own (GDPR, recital 30), and nobody has to read it.
 * @param key a secret of the deployment: there are few enough addresses to try them all.
 */
export function addressTag(key: Uint8Array, address: string): string {
  return createHmac('sha256', key).update(`address ${address}`).digest('base64url')
}
