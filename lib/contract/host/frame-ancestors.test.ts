import { describe, expect, it } from 'vitest'
import { mayEmbed } from './frame-ancestors'

const SELF = 'https://kyc.example.com'

describe('a page may embed the screens', () => {
  it.each([
    ['https://app.example.com', 'https://app.example.com'],
    ['https://app.example.com', 'HTTPS://APP.example.com:443'],
    ['https://app.example.com', 'https://app.example.com/trade'],
    ['https://app.example.com', 'app.example.com'],
    ['https://app.example.com', 'http://app.example.com'],
    ['https://app.example.com', 'https://*.example.com'],
    ['https://a.b.example.com', '*.example.com'],
    ['https://app.example.com:8443', 'https://app.example.com:8443'],
    ['https://app.example.com:8443', 'https://app.example.com:*'],
    ['http://localhost:4312', 'http://localhost:*'],
    ['https://app.example.com', 'https:'],
    ['http://app.example.com', 'http:'],
    ['http://app.example.com', '*'],
    [SELF, "'self'"],
  ])('of %s by %s', (origin, source) => {
    expect(mayEmbed(origin, ['https://other.example', source], SELF)).toBe(true)
  })

  it.each([
    ['https://example.com', 'https://*.example.com'],
    ['https://app.example.com.evil.example', 'https://app.example.com'],
    ['https://appxexample.com', 'https://app.example.com'],
    ['https://evil-example.com', '*.example.com'],
    ['http://app.example.com', 'https://app.example.com'],
    ['https://app.example.com:8443', 'https://app.example.com'],
    ['http://app.example.com', 'https:'],
    ['https://app.example.com', "'self'"],
    ['https://app.example.com', "'none'"],
    ['https://app.example.com', 'capacitor:'],
    ['null', '*'],
  ])('but not of %s by %s', (origin, source) => {
    expect(mayEmbed(origin, [source], SELF)).toBe(false)
  })
})
