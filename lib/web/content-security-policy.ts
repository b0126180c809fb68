/** Any loopback page, so that a second origin can be tried in the sandbox. */
const LOOPBACK = ['http://localhost:*', 'http://127.0.0.1:*', 'https://localhost:*', 'https://127.0.0.1:*']

/**
 * The CSP sources that may embed the screens.
 * @param configured sources separated by spaces, where the deployment names them.
 */
export function frameAncestors(configured: string | undefined, sandbox: boolean): string[] {
  if (configured !== undefined) return configured.split(/\s+/).filter((source) => source !== '')
  return ["'self'", ...(sandbox ? LOOPBACK : [])]
}

/** Those among them that name a host: the screens may tell them what happens. `*` and `https:` name nobody. */
export function originsAmong(ancestors: readonly string[]): string[] {
  return ancestors.filter((source) => !/^('.*'|\*|[a-z][a-z\d+.-]*:)$/i.test(source))
}

/** `ancestors`: null for a page that any page may embed. `*` would leave out those without an address, as of `data:`. */
type PolicyOptions = { nonce: string; ancestors: readonly string[] | null; development: boolean }

/** The Content-Security-Policy of a page whose scripts carry `nonce`. */
export function contentSecurityPolicy({ nonce, ancestors, development }: PolicyOptions): string {
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
    ...(ancestors ? [`frame-ancestors ${ancestors.join(' ')}`] : []),
  ].join('; ')
}
