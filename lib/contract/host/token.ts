/** The one-time token: its parameter names, its format, and the kinds that the embedded backend issues. */

/** The name of the query parameter and the form field. */
export const TOKEN_PARAM = 'token'
/** The query parameter for the reason why a token was refused. */
export const PROBLEM_PARAM = 'problem'
/** The query parameter for the brand that a screen looks like until it is known whose customer it is. */
export const BRAND_PARAM = 'brand'
export const MAX_TOKEN_LENGTH = 4_096
/** The number of random bytes in a token of the embedded backend, encoded as base64url. */
export const TOKEN_BYTES = 32

/**
 * The prefix of a token for one purpose. `link`: created by a reviewer. It may be sent by email, where scanners open
 * every link and some submit forms, so the person has to press Continue. `handoff`: moves one upload to a phone. Tokens
 * requested by cTrader have no prefix.
 */
export const TOKEN_PREFIXES = { link: 'link-', handoff: 'phone-' } as const
export type TokenKind = keyof typeof TOKEN_PREFIXES

const KINDS = Object.keys(TOKEN_PREFIXES) as TokenKind[]
const ISSUED = new RegExp(`^(${Object.values(TOKEN_PREFIXES).join('|')})?[\\w-]{${Math.ceil((TOKEN_BYTES * 4) / 3)}}$`)

/** The kind of a token, by its prefix. Null without a prefix. */
export function tokenKind(token: string): TokenKind | null {
  return KINDS.find((kind) => token.startsWith(TOKEN_PREFIXES[kind])) ?? null
}

/** Whether a token has the format of the embedded backend. */
export function isIssuedShape(token: string): boolean {
  return ISSUED.test(token)
}

/** Whether a text may be a token under any contract: visible ASCII without quotes, up to the length of a long JWT. */
export function isTokenShaped(token: string): boolean {
  return token.length >= 6 && token.length <= MAX_TOKEN_LENGTH && /^[\w.~+/=:-]+$/.test(token)
}

/** The token in a query; parameter names are case-insensitive. */
export function tokenIn(query: URLSearchParams): string | null {
  return [...query].find(([name]) => name.toLowerCase() === TOKEN_PARAM)?.[1] ?? null
}

/** Removes the token and the problem with a previous one from a query; parameter names are case-insensitive. */
export function withoutToken(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => ![TOKEN_PARAM, PROBLEM_PARAM].includes(name.toLowerCase())))
}
