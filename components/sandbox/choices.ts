import type { Theme } from '@/lib/contract/host/themes'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import type { Language } from '@/lib/i18n/languages'

/** Why cTrader opens the screens (docs/requirements/ctrader.md#flow), and which level each usually asks for. */
export const TRIGGERS = {
  first_deposit: 'standard',
  account_creation: 'basic',
  compliance_notice: 'enhanced',
  settings: 'standard',
} as const satisfies Record<string, RequestableLevel>
export type Trigger = keyof typeof TRIGGERS
export const TRIGGER_NAMES = Object.keys(TRIGGERS) as Trigger[]

/** As cTrader writes them. */
export const SOURCES = ['Web', 'Desktop', 'Android', 'iOS', 'MacOS'] as const
export const SCREENS = ['/inapp/kyc', '/inapp/kyc/upload', '/inapp/kyc/status'] as const
export const PEOPLE = ['Mara Lind', 'Tomas Berg', 'Aiko Sato'] as const

/** What a visitor of the sandbox has chosen. */
export type Choices = {
  person: string
  trigger: Trigger
  kycType: RequestableLevel
  lang: Language
  theme: Theme
  source: (typeof SOURCES)[number]
  screen: (typeof SCREENS)[number]
}

export const FIRST_CHOICES: Choices = {
  person: PEOPLE[0],
  trigger: 'first_deposit',
  kycType: 'standard',
  lang: 'en',
  theme: 'light',
  source: 'Web',
  screen: '/inapp/kyc',
}

/** The address with which cTrader would open the screen that was chosen; without `token` where it is empty. */
export function screenAddress(
  { screen, kycType, lang, theme, source }: Choices,
  token: string,
  more: Readonly<Record<string, string>> = {},
): string {
  const document = screen === '/inapp/kyc/upload' && { documentType: 'identity' }
  const query = new URLSearchParams({ ...(token && { token }), kycType, lang, theme, source, ...document, ...more })
  return `${screen}?${query}`
}
