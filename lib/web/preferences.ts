import 'server-only'
import { headers } from 'next/headers'
import { cache } from 'react'
import { type Look, lookSchema } from '@/lib/contract/look'
import { type HostSource, parseScreenParams } from '@/lib/contract/params'
import type { Theme } from '@/lib/contract/themes'
import { acceptedLanguages, chooseLanguage, formattingTag, type Language } from '@/lib/i18n/languages'
import { readBrand } from './brand'
import { readSession } from './read-session'

export type Preferences = {
  language: Language
  /** By which dates and numbers are written. */
  locale: string
  theme: Theme
  look: Look
  source: HostSource | null
}

/** How this request wants to be answered: its own query, else what the session was opened with, else the browser. */
export const readPreferences = cache(async (): Promise<Preferences> => {
  const requestHeaders = await headers()
  const query = parseScreenParams(Object.fromEntries(new URLSearchParams(requestHeaders.get('x-kyc-query') ?? '')))
  const session = await readSession()
  const asked = [query.lang, session?.lang].filter((tag) => tag !== undefined)
  const preferred = [...asked, ...acceptedLanguages(requestHeaders.get('accept-language'))]
  const language = chooseLanguage(preferred)
  return {
    language,
    locale: formattingTag(language, preferred),
    // A link may change what it names; the rest is the brand's.
    look: { ...readBrand(session?.identity.brand).look, ...named(session?.look), ...named(lookSchema.parse(query)) },
    theme: query.theme ?? session?.theme ?? 'auto',
    source: query.source ?? query.platform ?? session?.source ?? null,
  }
})

/** Without what is undefined, which would hide what stands behind it. */
function named(look: Look | undefined): Look {
  return Object.fromEntries(Object.entries(look ?? {}).filter(([, value]) => value !== undefined))
}
