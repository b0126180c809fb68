/**
 * The origin of the embedding page, if it is allowed.
 * @param candidates the ancestors as reported by the browser: `location.ancestorOrigins`, or the referrer.
 * @param allowed exact origins; a port may be `*` ("http://localhost:*").
 * @returns the exact target origin for messages, or null when nothing may be sent.
 */
export function hostOrigin(candidates: readonly string[], allowed: readonly string[]): string | null {
  const parent = candidates[0]
  if (!parent || !URL.canParse(parent)) return null
  const { origin, protocol, hostname } = new URL(parent)
  const anyPort = `${protocol}//${hostname}:*`
  return allowed.includes(origin) || allowed.includes(anyPort) ? origin : null
}

/** The origin of the parent page, if it is allowed. */
export function parentOrigin(allowed: readonly string[]): string | null {
  const ancestors = window.location.ancestorOrigins ? [...window.location.ancestorOrigins] : [rememberedReferrer()]
  return hostOrigin(ancestors, [...allowed, window.location.origin])
}

/** The referrer stored by the page that received the token: without `ancestorOrigins`, only that page sees it. */
function rememberedReferrer(): string {
  try {
    return sessionStorage.getItem('kyc-host') || document.referrer
  } catch {
    return document.referrer
  }
}
