import { describe, expect, it } from 'vitest'
import { isIssuedShape, isTokenShaped, MAX_TOKEN_LENGTH, TOKEN_PREFIXES, tokenKind, withoutToken } from './token'

const random = `${'A'.repeat(40)}_-9`

describe('a one-time token', () => {
  it('has a prefix that tells its purpose', () => {
    expect(tokenKind(TOKEN_PREFIXES.link + random)).toBe('link')
    expect(tokenKind(TOKEN_PREFIXES.handoff + random)).toBe('handoff')
    expect(tokenKind(random)).toBeNull()
  })

  it('from the embedded backend is 32 bytes in base64url, with or without a prefix', () => {
    for (const prefix of ['', ...Object.values(TOKEN_PREFIXES)]) expect(isIssuedShape(prefix + random)).toBe(true)
    for (const other of ['', random.slice(1), `${random}A`, `other-${random}`, `${random.slice(1)}=`])
      expect(isIssuedShape(other)).toBe(false)
  })

  it('under any contract is visible ASCII of 6 to 4,096 characters', () => {
    for (const token of ['abc123xyz789', 'a.b-c_d~e+f/g=:', 'x'.repeat(MAX_TOKEN_LENGTH)])
      expect(isTokenShaped(token)).toBe(true)
    for (const other of ['', 'abc', 'with space', 'quote"quote', 'ünïcode-token', 'x'.repeat(MAX_TOKEN_LENGTH + 1)])
      expect(isTokenShaped(other)).toBe(false)
  })

  it('is removed from a query, whatever the case of its parameter', () => {
    expect(withoutToken(new URLSearchParams('TOKEN=a&step=b&Token=c&problem=TOKEN_USED')).toString()).toBe('step=b')
  })
})
