import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import type { Database } from '@/lib/database/schema'
import type { KeyWrapper } from '@/lib/files/keys'

/** Signs the audit (Ed25519), and checks what was signed. */
export type AuditKey = {
  sign: (text: string) => string
  verifies: (text: string, signature: string) => boolean
  /** For somebody without the deployment's keys: SPKI in base64url. */
  publicKey: string
}

const NAME = 'ed25519'
/** What the wrapped key is bound to. */
export const AUDIT_KEY_CONTEXT: readonly string[] = ['audit_keys', NAME]

/**
 * The deployment's key for the audit. It is made once and kept in the database, wrapped by a master key: who has the database alone can
 * neither sign nor put another key in its place, which would not open.
 */
export async function openAuditKey(db: Database, keys: KeyWrapper, now: string): Promise<AuditKey> {
  const found = await db.selectFrom('audit_keys').select('sealed').where('name', '=', NAME).executeTakeFirst()
  if (found) return auditKeyOf(createPrivateKey(keyInput(keys.unwrap(found.sealed, AUDIT_KEY_CONTEXT))))
  const { privateKey } = generateKeyPairSync('ed25519')
  const sealed = keys.wrap(privateKey.export({ format: 'der', type: 'pkcs8' }), AUDIT_KEY_CONTEXT)
  await db
    .insertInto('audit_keys')
    .values({ name: NAME, sealed, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  // Of instances that start together one was first.
  return openAuditKey(db, keys, now)
}

function keyInput(bytes: Uint8Array) {
  return { key: Buffer.from(bytes), format: 'der', type: 'pkcs8' } as const
}

function auditKeyOf(privateKey: KeyObject): AuditKey {
  const publicKey = createPublicKey(privateKey)
  return {
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
    verifies: (text, signature) => verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url')),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
  }
}
