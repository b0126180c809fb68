/**
 * The origin that embeds us, if it is one of those we may speak to.
 * @param candidates what the browser says of our ancestors: `location.ancestorOrigins`, else the referrer.
 * @param allowed exact origins; a port may be `*` ("http://localhost:*").
 * @returns the exact origin to address, or null: then nothing is said.
 */
export function hostOrigin(candidates: readonly string[], allowed: readonly string[]): string | null {
  const parent = candidates[0]
  if (!parent || !URL.canParse(parent)) return null
  const { origin, protocol, hostname } = new URL(parent)
  const anyPort = `${protocol}//${hostname}:*`
  return allowed.includes(origin) || allowed.includes(anyPort) ? origin : null
}

/** The origin of the page whose iframe we are in, if we may speak to it. */
export function parentOrigin(allowed: readonly string[]): string | null {
  const ancestors = window.location.ancestorOrigins ? [...window.location.ancestorOrigins] : [rememberedReferrer()]
  return hostOrigin(ancestors, [...allowed, window.location.origin])
}

/** As the page that held the token kept it: browsers without a list of ancestors say it there alone. */
function rememberedReferrer(): string {
  try {
    return sessionStorage.getItem('kyc-host') || document.referrer
  } catch {
    return document.referrer
  }
}
