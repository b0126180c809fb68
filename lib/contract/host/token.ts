/** The one-time token: what carries it, what it looks like, and which kinds the embedded backend issues. */

/** The query parameter and the form field that carry it. */
export const TOKEN_PARAM = 'token'
/** The query parameter that says why a token was refused. */
export const PROBLEM_PARAM = 'problem'
export const MAX_TOKEN_LENGTH = 4_096
/** Random bytes in a token of the embedded backend, written as base64url. */
export const TOKEN_BYTES = 32

/**
 * The prefix that marks a token for one purpose. `link`: made by a reviewer. It may have travelled by email, where
 * scanners open every link and some press what they find, so a person has to press Continue. `handoff`: takes one
 * upload to a phone. A token that cTrader asks for has no prefix.
 */
export const TOKEN_PREFIXES = { link: 'link-', handoff: 'phone-' } as const
export type TokenKind = keyof typeof TOKEN_PREFIXES

const KINDS = Object.keys(TOKEN_PREFIXES) as TokenKind[]
const ISSUED = new RegExp(`^(${Object.values(TOKEN_PREFIXES).join('|')})?[\\w-]{${Math.ceil((TOKEN_BYTES * 4) / 3)}}$`)

/** The purpose that a token's prefix names; null without one. */
export function tokenKind(token: string): TokenKind | null {
  return KINDS.find((kind) => token.startsWith(TOKEN_PREFIXES[kind])) ?? null
}

/** Whether the embedded backend may have issued it. */
export function isIssuedShape(token: string): boolean {
  return ISSUED.test(token)
}

/** Whether it may be a token under any contract: visible ASCII without quotes, long enough for a JWT. */
export function isTokenShaped(token: string): boolean {
  return token.length >= 6 && token.length <= MAX_TOKEN_LENGTH && /^[\w.~+/=:-]+$/.test(token)
}

/** A query without a token and without what was wrong with the one before, whatever the case of their names. */
export function withoutToken(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => ![TOKEN_PARAM, PROBLEM_PARAM].includes(name.toLowerCase())))
}
