import 'server-only'
import { EncryptJWT, jwtDecrypt } from 'jose'
import { z } from 'zod'
import { type CustomerKey, identitySchema } from '@/lib/contract/customer'
import { appearanceSchema } from '@/lib/contract/host/appearance'
import { uploadScopeSchema } from '@/lib/contract/host/handoff'
import { HOST_SOURCES } from '@/lib/contract/host/params'
import { SESSION_SECONDS } from '@/lib/contract/host/session'
import { THEMES } from '@/lib/contract/host/themes'
import { requestableLevelSchema } from '@/lib/contract/levels/level-schemas'

/**
 * The only form that comes back inside a cross-site iframe (Chrome 114, Firefox 141, Safari 26.2).
 * SameSite=None protects from nothing, so each change checks where it comes from: see `guard.ts`.
 */
export const SESSION_COOKIE = '__Host-kyc'
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=None; Partitioned'
/** However active the person is, it ends after this time. */
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
  /** The customer's epoch when it was opened: whoever ends their sessions raises it. */
  epoch: z.int().default(0),
  /** How often its cookie has been renewed. */
  renewal: z.int().default(0),
  /** A phone's session: the one upload that it is for. */
  scope: uploadScopeSchema.optional(),
  lang: z.string().optional(),
  theme: z.enum(THEMES).optional(),
  appearance: appearanceSchema.optional(),
  source: z.enum(HOST_SOURCES).optional(),
  /** When it ends without activity, in Unix seconds; known of a session that came in. */
  ends_at: z.int().optional(),
})
export type Session = z.infer<typeof sessionSchema>

type SessionClaim = Pick<Session, 'id' | 'token_hash' | 'epoch' | 'renewal'> & { customer: CustomerKey }
type SessionsWith = {
  /** The first seals cookies, each of them opens: so a change of keys ends nobody's session. 32 bytes each. */
  keys: readonly [Uint8Array, ...Uint8Array[]]
  /** What a cookie cannot say of itself: whether its session was ended, or a newer cookie is in use. */
  isOpen: (claim: SessionClaim) => Promise<boolean>
  clock: () => Date
}
export type Sessions = ReturnType<typeof createSessions>

/** Sessions that live in a sealed cookie (JWE `dir`, A256GCM). The server keeps only which of them have ended early. */
export function createSessions({ keys, isOpen, clock }: SessionsWith) {
  /** The session in a cookie's value; null when it is missing, ended, or not ours. */
  async function open(cookie: string | undefined): Promise<Session | null> {
    const session = cookie ? await unseal(cookie) : null
    if (!session) return null
    const { id, identity, token_hash, epoch, renewal } = session
    return (await isOpen({ id, customer: identity, token_hash, epoch, renewal })) ? session : null
  }

  async function unseal(cookie: string): Promise<Session | null> {
    for (const key of keys) {
      const session = await openWith(key, cookie)
      if (session) return session
    }
    return null
  }

  async function openWith(key: Uint8Array, cookie: string): Promise<Session | null> {
    try {
      const { payload } = await jwtDecrypt(cookie, key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        currentDate: clock(),
      })
      return sessionSchema.parse({ ...(payload.session as object), ends_at: payload.exp })
    } catch {
      return null
    }
  }

  /** When a session ends that is used now, in Unix seconds. */
  function endOf({ entered_at }: Pick<Session, 'entered_at'>): number {
    return Math.min(unixSeconds(clock()) + SESSION_SECONDS, entered_at + MAX_SESSION_SECONDS)
  }

  return {
    open,
    endOf,
    /** The session that a request carries; null without one. */
    of: (request: Request): Promise<Session | null> => open(cookieOf(request, SESSION_COOKIE)),
    /** The `Set-Cookie` value that takes a session's cookie away. */
    cleared: `${SESSION_COOKIE}=; Max-Age=0; ${ATTRIBUTES}`,
    /** A session as a `Set-Cookie` value, good until `endOf`. */
    async seal(session: Session): Promise<string> {
      const sealed = await new EncryptJWT({ session })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setIssuedAt(unixSeconds(clock()))
        .setExpirationTime(endOf(session))
        .encrypt(keys[0])
      return `${SESSION_COOKIE}=${sealed}; Max-Age=${COOKIE_SECONDS}; ${ATTRIBUTES}`
    },
  }
}

export function unixSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1_000)
}

function cookieOf(request: Request, name: string): string | undefined {
  const pairs = request.headers.get('cookie')?.split(';') ?? []
  const pair = pairs.map((text) => text.trim()).find((text) => text.startsWith(`${name}=`))
  return pair?.slice(name.length + 1)
}
