import 'server-only'
import type { Appearance } from '@/lib/contract/host/appearance'
import type { ScreenParams } from '@/lib/contract/host/params'
import { PLACE_PROBLEMS, type PlaceProblem } from '@/lib/contract/host/place'
import { acceptedLanguages, chooseLanguage, directionOf } from '@/lib/i18n/languages'
import { readPlaceWords } from '@/lib/i18n/place-words'
import { rootStyleOf } from '@/lib/theme/root-style'

type Brand = {
  name: string
  /** As `data:` addresses. */
  logo: { light: string; dark?: string | undefined } | null
  appearance: Appearance
  supportUrl: string | null
  supportEmail: string | null
}

type PlacePage = {
  problem: PlaceProblem
  /** How the screen was asked for. */
  params: ScreenParams
  acceptLanguage: string | null
  brand: Brand
  /** Where the same screen stands in a window of its own. */
  href?: string | undefined
  /** Runs before anything is seen. */
  script?: { code: string; nonce: string } | undefined
}

/**
 * The page for a place where the screens cannot be used: one file without scripts or styles to load, which any frame can
 * show, in the reader's language and the brand's look.
 */
export async function placePage({ problem, params, acceptLanguage, brand, href, script }: PlacePage) {
  const language = chooseLanguage([params.lang ?? '', ...acceptedLanguages(acceptLanguage)])
  const words = await readPlaceWords(language, problem)
  const { fix } = PLACE_PROBLEMS[problem]
  const support = brand.supportUrl ?? (brand.supportEmail && `mailto:${brand.supportEmail}`)
  const body = `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}"${lookOf(brand.appearance, SCHEMES[params.theme ?? 'auto'])}>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${text(words.title)}</title>
${script ? `<script nonce="${text(script.nonce)}">${script.code}</script>` : ''}
<style>${STYLE}</style>
<main>
<p class="brand">${brand.logo ? logoOf(brand.logo, brand.name, params.theme ?? 'auto') : `<bdi>${text(brand.name)}</bdi>`}</p>
<h1>${text(words.title)}</h1>
<p>${text(words.text)}</p>
${href ? `<a class="button" href="${text(href)}" target="_blank" rel="noopener">${text(words.open)}</a>` : ''}
${support ? `<a href="${text(support)}" target="_blank" rel="noreferrer">${text(words.support)}</a>` : ''}
<p class="code">${problem}</p>
${fix ? `<p class="code">${text(words.toSet)} <code dir="ltr">${text(fix)}</code></p>` : ''}
</main>`
  return new Response(body, {
    status: 403,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}

const SCHEMES = { light: 'light', dark: 'dark', auto: 'light dark' } as const

/** Attributes of the root: a brand's accent, corners and typeface. */
function lookOf(appearance: Appearance, scheme: string): string {
  const { attributes, style = {} } = rootStyleOf(appearance)
  const named = Object.entries(attributes).flatMap(([name, value]) => (value ? [` ${name}="${text(value)}"`] : []))
  const variables = Object.entries(style).map(([name, value]) => `;${name}:${text(value)}`)
  return `${named.join('')} style="color-scheme:${scheme}${variables.join('')}"`
}

function logoOf(
  { light, dark = light }: NonNullable<Brand['logo']>,
  name: string,
  theme: keyof typeof SCHEMES,
): string {
  const inDark = theme === 'auto' && `<source media="(prefers-color-scheme: dark)" srcset="${text(dark)}">`
  const image = `<img src="${text(theme === 'dark' ? dark : light)}" alt="${text(name)}">`
  return `<picture>${inDark || ''}${image}</picture>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function text(plain: string): string {
  return plain.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** The screens' own look, as far as a page without their styles needs it. */
const STYLE = `*{box-sizing:border-box}body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:24px 20px;
background:light-dark(oklch(.975 .003 260),oklch(.17 .012 264));color:light-dark(oklch(.46 .018 264),oklch(.76 .012 264));
font:1rem/1.5 'Inter Variable',system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;overflow-wrap:anywhere}
[data-font=serif] body{font-family:ui-serif,Georgia,Cambria,'Noto Serif','Times New Roman',serif}
[data-font=rounded] body{font-family:ui-rounded,'SF Pro Rounded','Hiragino Maru Gothic ProN',Nunito,system-ui,sans-serif}
[data-radius=none]{--radius:0px}[data-radius=small]{--radius:6px}[data-radius=large]{--radius:18px}
main{display:grid;justify-items:center;gap:12px;max-width:440px;text-align:center}p{margin:0;text-wrap:pretty}
h1{margin:0;font-size:clamp(1.5rem,1.3rem + 1.2vw,1.9rem);line-height:1.2;letter-spacing:-.017em;text-wrap:balance}
h1,.brand{color:light-dark(oklch(.23 .02 264),oklch(.96 .004 264))}.brand{font-weight:600}img{display:block;max-width:9rem;height:24px;object-fit:contain}
a{display:inline-flex;align-items:center;min-height:48px;color:var(--accent-text,light-dark(oklch(.46 .19 264),oklch(.8 .11 264)));text-underline-offset:.2em}
.button{margin-top:8px;padding:8px 24px;border-radius:var(--radius,12px);font-weight:580;text-decoration:none;
background:var(--accent,light-dark(oklch(.51 .19 264),oklch(.72 .14 264)));color:var(--accent-ink,light-dark(#fff,oklch(.18 .04 264)))}
a:focus-visible{outline:2px solid;outline-offset:3px}.code{font-size:.8125rem}
code{display:inline-block;text-align:start;font:.8125rem/1.5 ui-monospace,'Cascadia Mono',Menlo,monospace}`
