import { mayEmbed } from '@/lib/contract/host/frame-ancestors'

/**
 * The origin of the embedding page, if it is allowed.
 * @param candidates the ancestors as reported by the browser: `location.ancestorOrigins`, or the referrer.
 * @param allowed CSP sources that name a host: `https://app.example.com`, `https://*.example.com`, `http://localhost:*`.
 * @returns the exact target origin for messages, or null when nothing may be sent.
 */
export function hostOrigin(candidates: readonly string[], allowed: readonly string[]): string | null {
  const parent = candidates[0]
  if (!parent || !URL.canParse(parent)) return null
  const { origin } = new URL(parent)
  return mayEmbed(origin, allowed, null) ? origin : null
}

/** The origin of the parent page, if it is allowed. */
export function parentOrigin(allowed: readonly string[]): string | null {
  const ancestors = window.location.ancestorOrigins ? [...window.location.ancestorOrigins] : [rememberedReferrer()]
  return hostOrigin(ancestors, [...allowed, window.location.origin])
}

/** The origin of the page that opened this window, if it is allowed: a browser tells no more of it than the referrer. */
export function openerOrigin(allowed: readonly string[]): string | null {
  return hostOrigin([rememberedReferrer()], allowed)
}

/** The referrer stored by the page that received the token: without `ancestorOrigins`, only that page sees it. */
function rememberedReferrer(): string {
  try {
    return sessionStorage.getItem('kyc-host') || document.referrer
  } catch {
    return document.referrer
  }
}
