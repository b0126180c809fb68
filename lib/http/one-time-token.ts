import { createHash, randomBytes } from 'node:crypto'
import { TOKEN_BYTES, TOKEN_PREFIXES, type TokenKind } from '@/lib/contract/host/token'

/** A fresh token that nobody can guess. */
export function newToken(kind: TokenKind | null): string {
  return (kind ? TOKEN_PREFIXES[kind] : '') + randomBytes(TOKEN_BYTES).toString('base64url')
}

/** SHA-256, hex: what is kept of a token. It opens nothing. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
