import 'server-only'
import { env } from '@/lib/env'

/** In the sandbox any loopback page may embed the screens, so that a second origin can be tried. */
const SANDBOX_ANCESTORS = "'self' http://localhost:* http://127.0.0.1:* https://localhost:* https://127.0.0.1:*"

/** The Content-Security-Policy of a page whose scripts carry `nonce`. */
export function contentSecurityPolicy(nonce: string): string {
  const development = env().NODE_ENV === 'development'
  const ancestors = env().KYC_FRAME_ANCESTORS ?? (env().sandbox ? SANDBOX_ANCESTORS : "'self'")
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${ancestors}`,
  ].join('; ')
}
