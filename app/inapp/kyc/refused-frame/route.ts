import { embedderPattern } from '@/lib/contract/host/frame-ancestors'
import { parseScreenParams } from '@/lib/contract/host/params'
import { log } from '@/lib/server'
import { frameSources } from '@/lib/server/deployment'
import { readPreferences, readShownBrand } from '@/lib/server/load-pages'
import { readBrand } from '@/lib/server/read-brand'
import { ADDRESS_HEADER, EMBEDDER_HEADER, NAMELESS } from '@/lib/web/place'
import { placePage } from '@/lib/web/place-page'

/**
 * What stands in place of a screen inside a page that may not embed it (`proxy.ts`, `next.config.mjs`). The browser knows the frames better: where it
 * lists them and all may, or lists none, the screen itself is asked for, once, under the policy that the browser enforces.
 */
export async function GET(request: Request) {
  const address = request.headers.get(ADDRESS_HEADER) ?? '/inapp/kyc'
  const embedder = request.headers.get(EMBEDDER_HEADER)
  const sources = frameSources()
  if (embedder && embedder !== NAMELESS) {
    const advice = `A page of ${embedder} leads to the screens in a frame. KYC_FRAME_ANCESTORS of ${request.headers.get('host')} is ${sources.join(' ')}: if that page embeds them and is yours, add its origin there`
    log().warn({ code: 'FRAME_REFUSED' }, advice)
  }
  return placePage({
    problem: 'FRAME_REFUSED',
    params: parseScreenParams(Object.fromEntries(new URLSearchParams(address.split('?')[1]))),
    acceptLanguage: request.headers.get('accept-language'),
    brand: { ...readBrand(await readShownBrand()), appearance: (await readPreferences()).appearance },
    href: address,
    script: { code: goOnWhere(sources), nonce: request.headers.get('x-nonce') ?? '' },
  })
}

function goOnWhere(sources: readonly string[]): string {
  const patterns = sources.flatMap((source) => embedderPattern(source, null) ?? [])
  return `{const may=${JSON.stringify(patterns).replaceAll('<', '\\u003c')},all=location.ancestorOrigins;
if(parent!==window&&!document.referrer.startsWith(location.origin+'/')&&(!all||[...all].every(it=>it===location.origin||may.some(one=>new RegExp(one,'i').test(it))))){
document.documentElement.hidden=true;location.replace(location.href)}}`
}
