import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, frameAncestors, originsAmong } from './content-security-policy'

describe('who may embed the screens', () => {
  it('is whom the deployment names', () => {
    const ancestors = frameAncestors(" 'self' https://*.broker.example  app: ", true)
    expect(ancestors).toEqual(["'self'", 'https://*.broker.example', 'app:'])
    expect(originsAmong(ancestors)).toEqual(['https://*.broker.example'])
    expect(originsAmong(['*', 'https:', "'none'", 'app.broker.example'])).toEqual(['app.broker.example'])
  })

  it('is nobody else where it names none; in the sandbox any page of this machine', () => {
    expect(frameAncestors(undefined, false)).toEqual(["'self'"])
    expect(originsAmong(frameAncestors(undefined, false))).toEqual([])
    expect(originsAmong(frameAncestors(undefined, true))).toContain('http://127.0.0.1:*')
  })
})

describe('the Content-Security-Policy of a page', () => {
  const page = { nonce: 'abc', ancestors: ["'self'", 'https://a.example'], development: false }

  it('runs our scripts alone and names who may embed it', () => {
    const policy = contentSecurityPolicy(page)
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval';")
    expect(policy).toMatch(/; frame-ancestors 'self' https:\/\/a\.example$/)
  })

  it('names nobody where anybody may embed it, also a page without an address', () => {
    expect(contentSecurityPolicy({ ...page, ancestors: null })).not.toContain('frame-ancestors')
  })

  it('lets the framework evaluate code in development only', () => {
    expect(contentSecurityPolicy(page)).not.toContain("'unsafe-eval'")
    expect(contentSecurityPolicy({ ...page, development: true })).toContain("'unsafe-eval'")
  })
})
