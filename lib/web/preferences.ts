import { type Appearance, appearanceSchema } from '@/lib/contract/host/appearance'
import { type HostSource, parseScreenParams } from '@/lib/contract/host/params'
import type { Theme } from '@/lib/contract/host/themes'
import { acceptedLanguages, chooseLanguage, formattingTag, type Language } from '@/lib/i18n/languages'
import type { Session } from './session'

export type Preferences = {
  language: Language
  /** By which dates and numbers are written. */
  locale: string
  theme: Theme
  appearance: Appearance
  source: HostSource | null
}

type Asked = {
  /** The query of the page. */
  query: URLSearchParams
  acceptLanguage: string | null
  session: Session | null
  /** The brand's own. */
  appearance: Appearance
}

/** How a page is answered: as its own query asks, else as the session was opened, else as the browser prefers. */
export function preferencesOf({ query, acceptLanguage, session, appearance }: Asked): Preferences {
  const params = parseScreenParams(Object.fromEntries(query))
  const asked = [params.lang, session?.lang].filter((tag) => tag !== undefined)
  const preferred = [...asked, ...acceptedLanguages(acceptLanguage)]
  const language = chooseLanguage(preferred)
  return {
    language,
    locale: formattingTag(language, preferred),
    // A link may change what it names; the rest is the brand's.
    appearance: { ...appearance, ...named(session?.appearance), ...named(appearanceSchema.parse(params)) },
    theme: params.theme ?? session?.theme ?? 'auto',
    source: params.source ?? params.platform ?? session?.source ?? null,
  }
}

/** Without undefined values, which would hide the ones that they are spread over. */
function named(appearance: Appearance | undefined): Appearance {
  return Object.fromEntries(Object.entries(appearance ?? {}).filter(([, value]) => value !== undefined))
}
