import 'server-only'
import { EncryptJWT, jwtDecrypt } from 'jose'
import { z } from 'zod'
import { appearanceSchema } from '@/lib/contract/appearance'
import { identitySchema } from '@/lib/contract/customer'
import { uploadScopeSchema } from '@/lib/contract/handoff'
import { requestableLevelSchema } from '@/lib/contract/level-schemas'
import { HOST_SOURCES } from '@/lib/contract/params'
import { SESSION_SECONDS } from '@/lib/contract/session'
import { THEMES } from '@/lib/contract/themes'
import { sessionKey } from '@/lib/server'

/**
 * The only form that comes back inside a cross-site iframe (Chrome 114, Firefox 141, Safari 26.2).
 * SameSite=None protects from nothing, so each change checks where it comes from: see `guard.ts`.
 */
export const SESSION_COOKIE = '__Host-kyc'
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=None; Partitioned'
/** In any case it ends after this many. */
const MAX_SESSION_SECONDS = 4 * 60 * 60
/** The cookie outlives the session, so that "you were away" can be told from "you never came". */
const COOKIE_SECONDS = 24 * 60 * 60

const sessionSchema = z.object({
  /** A random name that says nothing of the person: what host messages carry. */
  id: z.string(),
  identity: identitySchema,
  level: requestableLevelSchema,
  /** SHA-256 of the token that opened it, hex: tells that a spent link is this session's own. */
  token_hash: z.string(),
  /** Unix seconds. */
  entered_at: z.int(),
  /** A phone's session: the one upload that it is for. */
  scope: uploadScopeSchema.optional(),
  lang: z.string().optional(),
  theme: z.enum(THEMES).optional(),
  appearance: appearanceSchema.optional(),
  source: z.enum(HOST_SOURCES).optional(),
  /** When it ends without a sign of life, in Unix seconds; known of a session that came in. */
  ends_at: z.int().optional(),
})
export type Session = z.infer<typeof sessionSchema>

/** When a session ends that shows a sign of life now; both in Unix seconds. */
export function endOf({ entered_at }: Pick<Session, 'entered_at'>, now: number): number {
  return Math.min(now + SESSION_SECONDS, entered_at + MAX_SESSION_SECONDS)
}

/** A session as a `Set-Cookie` value, good for another SESSION_SECONDS: encrypted (JWE `dir`, A256GCM). */
export async function sessionCookie(session: Session): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const sealed = await new EncryptJWT({ session })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setIssuedAt(now)
    .setExpirationTime(endOf(session, now))
    .encrypt(sessionKey())
  return `${SESSION_COOKIE}=${sealed}; Max-Age=${COOKIE_SECONDS}; ${ATTRIBUTES}`
}

/** The session that a request carries; null without one. */
export function sessionOf(request: Request): Promise<Session | null> {
  const pair = request.headers
    .get('cookie')
    ?.split(';')
    .map((text) => text.trim())
    .find((text) => text.startsWith(`${SESSION_COOKIE}=`))
  return openSession(pair?.slice(SESSION_COOKIE.length + 1))
}

/** The session in a cookie's value; null when it is missing, ended, or not ours. */
export async function openSession(cookie: string | undefined): Promise<Session | null> {
  if (!cookie) return null
  try {
    const { payload } = await jwtDecrypt(cookie, sessionKey(), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return sessionSchema.parse({ ...(payload.session as object), ends_at: payload.exp })
  } catch {
    return null
  }
}
