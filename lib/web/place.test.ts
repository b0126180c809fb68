import { describe, expect, it } from 'vitest'
import { parseScreenParams } from '@/lib/contract/host/params'
import { NAMELESS, refusalOfPlace, refusedEmbedder } from './place'
import { placePage } from './place-page'

const HOST = { host: 'kyc.example.com' }
const ask = (headers: Record<string, string>) =>
  new Request('http://internal:3000/', { headers: { ...HOST, ...headers } })
const enterFrom = (headers: Record<string, string>, publicUrl: string | null = null) =>
  refusalOfPlace(ask(headers), publicUrl)

describe('a token is spent only where a session can be kept', () => {
  it('on a page of ours, or by a client that is no browser', () => {
    expect(enterFrom({ origin: 'https://kyc.example.com', 'sec-fetch-site': 'same-origin' })).toBeNull()
    expect(enterFrom({ origin: 'https://kyc.example.com', host: 'KYC.example.com:443' })).toBeNull()
    expect(enterFrom({})).toBeNull()
  })

  it('not in a sealed frame: the operator reads what the page around it needs', () => {
    const refusal = enterFrom({ origin: 'null', 'sec-fetch-site': 'cross-site' })
    expect(refusal?.problem).toBe('FRAME_SEALED')
    expect(refusal?.advice).toContain('allow-same-origin')
  })

  it('not under a host that a proxy has changed: the operator reads both names and what to set', () => {
    const refusal = enterFrom({ origin: 'https://kyc.example.com', host: 'app:3000' })
    expect(refusal?.problem).toBe('ORIGIN_REFUSED')
    for (const word of ['https://kyc.example.com', 'app:3000', 'KYC_PUBLIC_URL=', 'proxy_set_header Host'])
      expect(refusal?.advice).toContain(word)
    expect(enterFrom({ origin: 'https://kyc.example.com', host: 'app:3000' }, 'https://kyc.example.com')).toBeNull()
  })

  it('not from another site: the operator reads both hosts', () => {
    const refusal = enterFrom({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
    const advice = 'Another site, https://evil.example, sent a request that arrived for kyc.example.com'
    expect(refusal).toEqual({ problem: 'ORIGIN_REFUSED', advice })
  })

  it('not on plain HTTP, where the session’s cookie is not kept', () => {
    const refusal = enterFrom({ origin: 'http://kyc.example.com' }, 'https://kyc.example.com')
    expect(refusal?.problem).toBe('INSECURE_PAGE')
    for (const word of ['http://kyc.example.com', 'KYC_PUBLIC_URL is https://kyc.example.com', 'HTTPS'])
      expect(refusal?.advice).toContain(word)
    expect(enterFrom({ origin: 'http://localhost:3000', host: 'localhost:3000' })).toBeNull()
  })
})

describe('a frame of a page that may not embed the screens', () => {
  const frame = { 'sec-fetch-dest': 'iframe', referer: 'https://app.example.com/' }
  const embedder = (headers: Record<string, string>, sources = ["'self'"], publicUrl: string | null = null) =>
    refusedEmbedder(ask({ ...frame, ...headers }), sources, publicUrl)

  it('is named by its origin', () => {
    expect(embedder({})).toBe('https://app.example.com')
    expect(embedder({}, ['https://other.example'])).toBe('https://app.example.com')
  })

  it('is nobody who may, no page of ours, and nothing but a frame', () => {
    expect(embedder({}, ['https://*.example.com'])).toBeNull()
    expect(embedder({ referer: 'https://kyc.example.com/inapp/kyc' })).toBeNull()
    expect(
      embedder({ host: 'app:3000', referer: 'https://kyc.example.com/' }, [], 'https://kyc.example.com'),
    ).toBeNull()
    // Also behind a proxy that hides our name.
    expect(
      embedder({ host: 'app:3000', referer: 'https://kyc.example.com/', 'sec-fetch-site': 'same-origin' }),
    ).toBeNull()
    expect(embedder({ 'sec-fetch-dest': 'document' })).toBeNull()
    expect(embedder({ referer: '' })).toBeNull()
  })

  it('may keep its name to itself, or have none: the page in words looks at the frames', () => {
    for (const site of ['cross-site', 'same-site'])
      expect(embedder({ referer: '', 'sec-fetch-site': site })).toBe(NAMELESS)
    expect(embedder({ referer: '', 'sec-fetch-site': 'same-origin' })).toBeNull()
    for (const source of ['*', 'app:'])
      expect(embedder({ referer: '', 'sec-fetch-site': 'cross-site' }, ["'self'", source])).toBeNull()
    const form = new Request('http://kyc.test/inapp/kyc/enter', {
      method: 'POST',
      headers: { ...frame, referer: '', 'sec-fetch-site': 'cross-site' },
    })
    expect(refusedEmbedder(form, ["'self'"], null)).toBeNull()
  })
})

describe('the page for a place where the screens cannot be used', () => {
  const plain = { name: 'Acme <Markets>', logo: null, appearance: {}, supportUrl: null }
  const show = async (query: Record<string, string>, href?: string, look: object = {}) => {
    const answer = await placePage({
      ...{ problem: 'FRAME_REFUSED', params: parseScreenParams(query), acceptLanguage: 'de-AT,en', href },
      brand: { ...plain, supportEmail: 'help@acme.example', ...look },
    })
    return { status: answer.status, type: answer.headers.get('content-type'), html: await answer.text() }
  }

  it('says so in the reader’s language, with the next step, the code, and what is to be set', async () => {
    const { status, type, html } = await show({}, '/inapp/kyc?token=abc&lang=de')
    expect(status).toBe(403)
    expect(type).toMatch(/^text\/html/)
    expect(html).toContain('<html lang="de" dir="ltr"')
    expect(html).toContain('In neuem Fenster weitermachen')
    expect(html).toContain('href="/inapp/kyc?token=abc&amp;lang=de" target="_blank" rel="noopener"')
    expect(html).toContain('href="mailto:help@acme.example"')
    expect(html).toContain('FRAME_REFUSED')
    expect(html).toContain('KYC_FRAME_ANCESTORS')
    expect(html).toContain('Acme &lt;Markets&gt;')
  })

  it('takes the language and the theme of the link, from right to left too', async () => {
    const { html } = await show({ lang: 'AR', theme: 'dark' })
    expect(html).toContain('<html lang="ar" dir="rtl" style="color-scheme:dark">')
    expect(html).toContain('<code dir="ltr">')
  })

  it('has the brand’s accent, corners, typeface and logo, for both themes', async () => {
    const appearance = { accent: '#0f766e', radius: 'none', font: 'serif' } as const
    const logo = { light: 'data:image/svg+xml;base64,TElHSFQ=', dark: 'data:image/svg+xml;base64,REFSSw==' }
    const { html } = await show({}, '/inapp/kyc', { appearance, logo })
    expect(html).toMatch(/<html [^>]*data-radius="none" data-font="serif" style="[^"]*;--accent:light-dark\(#0f766e, #/)
    expect(html).toContain(`<source media="(prefers-color-scheme: dark)" srcset="${logo.dark}">`)
    expect(html).toContain(`<img src="${logo.light}" alt="Acme &lt;Markets&gt;">`)
    const { html: dark } = await show({ theme: 'dark' }, '/inapp/kyc', { logo })
    expect(dark).toContain(`<picture><img src="${logo.dark}"`)
  })
})
