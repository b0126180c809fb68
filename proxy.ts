import { type NextRequest, NextResponse } from 'next/server'
import { isIssuedShape, tokenIn, withoutToken } from '@/lib/contract/host/token'
import { env } from '@/lib/env'
import { tokenHash } from '@/lib/http/one-time-token'
import { contentSecurityPolicy, frameAncestors } from '@/lib/web/content-security-policy'
import { ADDRESS_HEADER, EMBEDDER_HEADER, PAGE_HEADER, refusedEmbedder } from '@/lib/web/place'

/** Pages alone: a body that crosses the proxy is cut at 10 MB, so no address that takes uploads may match. */
export const config = {
  matcher: [
    '/',
    '/((?!_next/|upload$|inapp/api/|manager/(?!kyc/docs)|kyc/|api/|ctid2/|ctrader/|sandbox/|mail$|healthz$|readyz$|metrics$|icons/|embed\\.js$).*)',
  ],
}

/** What others may show in a frame; next.config.mjs has the same. */
const EMBEDDED = /^\/(inapp\/kyc(\/.*)?|embed-doctor)$/

/**
 * Gives each page its CSP nonce, and tells the layout which query it was opened with (never the token; of our own its
 * hash, by which its brand is found). In a frame of a page that may not embed it, a page in words stands in its
 * place (next.config.mjs), which anybody may show.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const { KYC_FRAME_ANCESTORS, KYC_PUBLIC_URL, NODE_ENV, sandbox } = env()
  const { pathname, search, searchParams } = request.nextUrl
  const allowed = frameAncestors(KYC_FRAME_ANCESTORS, sandbox)
  const embedder = EMBEDDED.test(pathname) ? refusedEmbedder(request, allowed, KYC_PUBLIC_URL ?? null) : null
  const ancestors = embedder ? null : allowed
  const policy = contentSecurityPolicy({ nonce, ancestors, development: NODE_ENV === 'development' })
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  headers.set('x-kyc-query', withoutToken(searchParams).toString())
  const token = tokenIn(searchParams)
  headers.set('x-kyc-token-hash', token && isIssuedShape(token) ? tokenHash(token) : '')
  headers.set(ADDRESS_HEADER, EMBEDDED.test(pathname) ? `${pathname}${search}` : '/inapp/kyc')
  headers.set(PAGE_HEADER, pathname)
  headers.delete(EMBEDDER_HEADER)
  if (embedder) headers.set(EMBEDDER_HEADER, embedder)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('referrer-policy', 'strict-origin')
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('permissions-policy', 'camera=(self), microphone=(), geolocation=()')
  response.headers.set('cache-control', 'no-store')
  return response
}
