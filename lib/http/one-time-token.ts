import { createHash, randomBytes } from 'node:crypto'
import { TOKEN_BYTES, TOKEN_PREFIXES, type TokenKind } from '@/lib/contract/host/token'

/** A new random token. */
export function newToken(kind: TokenKind | null): string {
  return (kind ? TOKEN_PREFIXES[kind] : '') + randomBytes(TOKEN_BYTES).toString('base64url')
}

/** The SHA-256 of a token in hex. Only this is stored, and it cannot be used as a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
