import 'server-only'
import { embedderPattern, mayEmbed } from '@/lib/contract/host/frame-ancestors'
import { PLACE_PROBLEMS, type PlaceProblem } from '@/lib/contract/host/place'
import { adviceOnHosts, adviceOnSites, isFromAnotherSite } from './guard'
import { judgeOrigin, keepsSecureCookie, originOf, ownOrigins } from './own-origin'

/** An embedder without a name: a page without an origin, as of `data:`, or one that keeps its own to itself. */
export const NAMELESS = 'null'
/** The header by which the proxy tells a page who embeds it without being allowed to; absent elsewhere. */
export const EMBEDDER_HEADER = 'x-kyc-embedder'
/** …and how the screen was asked for: its path and query. */
export const ADDRESS_HEADER = 'x-kyc-address'
/** The path of the page that is asked for. */
export const PAGE_HEADER = 'x-kyc-page'

const FRAMES = ['iframe', 'frame', 'embed', 'object']

/** Why nobody can enter from where they are, and what the operator reads of it. */
export type PlaceRefusal = { problem: PlaceProblem; advice: string }

/** Judges the page whose form brings a token, before that is spent: whether it is ours, and whether it keeps a session. */
export function refusalOfPlace(request: Request, publicUrl: string | null): PlaceRefusal | null {
  const verdict = judgeOrigin(request, publicUrl)
  if (!verdict.own && verdict.why === 'sealed') {
    const advice = `The screens are in a frame that keeps no session. The page around them needs ${PLACE_PROBLEMS.FRAME_SEALED.fix}`
    return { problem: 'FRAME_SEALED', advice }
  }
  if (isFromAnotherSite(request)) return { problem: 'ORIGIN_REFUSED', advice: adviceOnSites(request) }
  if (!verdict.own) return { problem: 'ORIGIN_REFUSED', advice: adviceOnHosts(verdict) }
  if (keepsSecureCookie(request)) return null
  const own = publicUrl ? `KYC_PUBLIC_URL is ${publicUrl}` : 'KYC_PUBLIC_URL is not set'
  const advice = `The screens were opened at ${request.headers.get('origin')}, where browsers keep no session (${own}). Serve them over HTTPS, and redirect plain HTTP there`
  return { problem: 'INSECURE_PAGE', advice }
}

/**
 * The origin of the page that is about to show the screens in a frame and is not among those that may; null otherwise.
 * By the referrer, so a page that led here from inside an allowed frame is named too, and one that keeps its name to itself
 * is `NAMELESS`: only the browser knows the frames.
 */
export function refusedEmbedder(
  request: Request,
  ancestors: readonly string[],
  publicUrl: string | null,
): string | null {
  if (!FRAMES.includes(request.headers.get('sec-fetch-dest') ?? '')) return null
  const site = request.headers.get('sec-fetch-site')
  // Asked for by the page that has judged the frames itself.
  if (site === 'same-origin') return null
  const embedder = originOf(request.headers.get('referer') ?? '')
  // A form of a sealed frame is answered where it is sent.
  if (!embedder) return site !== null && request.method === 'GET' && areOrigins(ancestors) ? NAMELESS : null
  const own = ownOrigins(request, embedder, publicUrl)
  if (own.includes(embedder) || mayEmbed(embedder, ancestors, null)) return null
  return embedder
}

/** Whether these sources can be compared with the origins that a browser lists: not `app:`, and not `*`, which needs none. */
function areOrigins(sources: readonly string[]): boolean {
  return sources.every((source) => source.startsWith("'") || (source !== '*' && embedderPattern(source, null) !== null))
}
