import 'server-only'
import { headers } from 'next/headers'
import { cache } from 'react'
import { type Appearance, appearanceSchema } from '@/lib/contract/appearance'
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
  appearance: Appearance
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
    appearance: {
      ...readBrand(session?.identity.brand).appearance,
      ...named(session?.appearance),
      ...named(appearanceSchema.parse(query)),
    },
    theme: query.theme ?? session?.theme ?? 'auto',
    source: query.source ?? query.platform ?? session?.source ?? null,
  }
})

/** Without undefined values, which would hide the ones they are spread over. */
function named(appearance: Appearance | undefined): Appearance {
  return Object.fromEntries(Object.entries(appearance ?? {}).filter(([, value]) => value !== undefined))
}
