import { createHash, randomBytes } from 'node:crypto'
import type { AuditHeadRow, AuditLink, Database, StoredAuditRow, Tx } from '@/lib/database/schema'
import type { AuditKey } from './audit-key'

/**
 * The chain of a brand's audit (docs/decisions/0022). Each row has a number, commits to its content under a salt of its
 * own, and is linked to the row before. Destroying content and salt leaves commitment and link, so the chain holds.
 */

const SALT_BYTES = 32
/** What digests and signatures are of, so that none serves for anything else. */
const CONTENT = 'inapp-kyc audit content 1'
const LINK = 'inapp-kyc audit link 1'
const HEAD = 'inapp-kyc audit head 1'
/** What comes before the first row. */
const BEGINNING = ''

/** An audit row before it has its place. */
export type AuditEntry = Omit<StoredAuditRow, keyof AuditLink>
/** A row of the chain: all of its parts but the salt stay for ever. */
export type ChainedAuditRow = AuditEntry & {
  sequence: number
  salt: string
  commitment: string
  link: string
  signature: string
}

type Content = Pick<StoredAuditRow, 'customer_id' | 'entity_id' | 'before' | 'after' | 'comment'>
type Frame = Pick<StoredAuditRow, 'id' | 'at' | 'brand' | 'actor' | 'role' | 'action' | 'event' | 'entity'>

/** What remains of a row's content when its person is erased. */
export const DESTROYED = {
  customer_id: null,
  entity_id: '',
  before: null,
  after: null,
  comment: null,
  salt: null,
} as const

/** A digest of what concerns a person in a row. Without the salt nobody can try what it may have been. */
export function commitmentOf({ customer_id, entity_id, before, after, comment }: Content, salt: string): string {
  return digestOf([CONTENT, salt, customer_id, entity_id, before, after, comment])
}

/** A digest of a row and of all before it. */
export function linkOf(
  previous: string,
  {
    id,
    at,
    brand,
    actor,
    role,
    action,
    event,
    entity,
    sequence,
    commitment,
  }: Frame & Pick<AuditLink, 'sequence' | 'commitment'>,
): string {
  return digestOf([LINK, previous, sequence, id, at, brand, actor, role, action, event, entity, commitment])
}

/** What the signature of a row is of. */
export function signedText({ brand, sequence, link }: AuditHeadRow): string {
  return JSON.stringify([HEAD, brand, sequence, link])
}

/** An array has one spelling in JSON: nothing has to be sorted or escaped. */
function digestOf(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

/** The last row of the brand's chain. Before its first one: the beginning. */
export async function headOf(db: Database | Tx, brand: string): Promise<AuditHeadRow> {
  const head = await db.selectFrom('audit_heads').selectAll().where('brand', '=', brand).executeTakeFirst()
  return head ?? { brand, sequence: 0, link: BEGINNING }
}

/**
 * Gives rows of a brand their places at the end of its chain, and moves its head there. Two transactions that do so at a
 * time conflict, because both write the head.
 */
export async function extendChain(
  tx: Tx,
  key: AuditKey,
  brand: string,
  entries: readonly AuditEntry[],
): Promise<ChainedAuditRow[]> {
  const head = await headOf(tx, brand)
  const rows: ChainedAuditRow[] = []
  let { sequence, link } = head
  for (const entry of entries) {
    sequence += 1
    const salt = randomBytes(SALT_BYTES).toString('base64url')
    const commitment = commitmentOf(entry, salt)
    link = linkOf(link, { ...entry, sequence, commitment })
    rows.push({
      ...entry,
      sequence,
      salt,
      commitment,
      link,
      signature: key.sign(signedText({ brand, sequence, link })),
    })
  }
  const place = { sequence, link }
  if (head.sequence === 0)
    await tx
      .insertInto('audit_heads')
      .values({ brand, ...place })
      .execute()
  else await tx.updateTable('audit_heads').set(place).where('brand', '=', brand).execute()
  return rows
}
