/**
 * From which address a request comes, as far as the proxies before the app say: each of them appends to `X-Forwarded-For`
 * whom it heard, so what the client wrote there itself stands further left.
 * @param proxies how many there are.
 */
export function clientAddress(request: Request, proxies: number): string {
  const heard = request.headers.get('x-forwarded-for')?.split(',') ?? []
  return (heard.at(-proxies) ?? heard[0] ?? '').trim() || 'unknown'
}
