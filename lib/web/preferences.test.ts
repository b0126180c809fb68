import { describe, expect, it } from 'vitest'
import { preferencesOf } from './preferences'
import type { Session } from './session'

const session: Session = {
  ...{ id: 's', level: 'basic', token_hash: 'a', entered_at: 0, epoch: 0, renewal: 0 },
  identity: { customer_id: '67890', brand: 'acme', email: null, trading_login: null },
  ...{ lang: 'de', theme: 'dark', source: 'ios', appearance: { accent: '#111111', radius: undefined } },
}
const appearance = { accent: '#000000', radius: 'large' } as const
const asked = (query: string, live: Session | null = session) =>
  preferencesOf({ query: new URLSearchParams(query), acceptLanguage: 'fr-CH, en;q=0.5', session: live, appearance })

describe('how a page is answered', () => {
  it('is as its own query asks', () => {
    expect(asked('lang=pl&theme=light&source=Web&accent=222222')).toMatchObject({
      ...{ language: 'pl', theme: 'light', source: 'web', appearance: { accent: '#222222', radius: 'large' } },
    })
  })

  it('is else as the session was opened', () => {
    expect(asked('')).toMatchObject({
      ...{ language: 'de', theme: 'dark', source: 'ios', appearance: { accent: '#111111', radius: 'large' } },
    })
  })

  it('is else as the browser prefers, in the brand’s own appearance', () => {
    expect(asked('', null)).toMatchObject({ language: 'fr', theme: 'auto', source: null, appearance })
  })
})
