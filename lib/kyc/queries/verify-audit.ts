import type { Anchor } from '@/lib/contract/audit'
import type { Database, StoredAuditRow } from '@/lib/database/schema'
import { auditInOrder } from '../records/audit'
import { type ChainedAuditRow, commitmentOf, DESTROYED, headOf, linkOf, signedText } from '../records/audit-chain'
import type { AuditKey } from '../records/audit-key'
import { sequencesIn } from '../records/sequence-ranges'

/** What is wrong with the audit of a brand, and where. */
export type AuditFault = {
  brand: string
  /** Null for a row that stands beside the chain. */
  sequence: number | null
  /** Where several rows in a row are missing: the last of them. */
  last: number | null
  /** Null where the row is missing. */
  id: string | null
  fault: AuditFaultWord
}
export const AUDIT_FAULTS = {
  changed: 'was changed, or is not where it was',
  unsigned: 'was not written by this deployment',
  inserted: 'was put beside the chain',
  destroyed: 'has lost its content, and no erasure says so',
  not_destroyed: 'has content again that an erasure destroyed',
  missing: 'is missing',
  cut_off: 'is missing: it was the last one, or one of the last',
  behind_head: 'is there, but the chain ended before it',
  anchored_otherwise: 'is not the one that was anchored',
  false_anchor: 'has an anchor that this deployment has not written',
} as const
type AuditFaultWord = keyof typeof AUDIT_FAULTS

export type AuditVerdict = { brand: string; rows: number; destroyed: number; faults: AuditFault[] }

/** All brands that have an audit, or an anchor that says so. */
export async function auditedBrands(db: Database, anchors: readonly Anchor[]): Promise<string[]> {
  const [rows, heads] = [
    await db.selectFrom('audit').select('brand').distinct().execute(),
    await db.selectFrom('audit_heads').select('brand').execute(),
  ]
  return [...new Set([...rows, ...heads, ...anchors].map(({ brand }) => brand))].sort()
}

/**
 * Reads a brand's audit from its first row on, and says of each row whether it is the one that was written there. It
 * believes neither the database nor the anchors, only the key.
 */
export async function verifyAudit(
  db: Database,
  key: AuditKey,
  brand: string,
  anchors: readonly Anchor[] = [],
): Promise<AuditVerdict> {
  const erased = await erasedSequences(db, key, brand)
  const verdict: AuditVerdict = { brand, rows: 0, destroyed: 0, faults: [] }
  const tell = (fault: AuditFaultWord, sequence: number | null, id: string | null = null) =>
    verdict.faults.push({ brand, sequence, last: sequence, id, fault })
  const tellOfGap = (fault: AuditFaultWord, sequence: number, last: number) =>
    sequence <= last && verdict.faults.push({ brand, sequence, last, id: null, fault })
  const ours = anchors.filter((anchor) => anchor.brand === brand)
  /** The links of the anchored rows, as they are found. */
  const links = new Map(ours.map(({ sequence }) => [sequence, '']))

  /** The link that the next row has to follow from. Null where it is not known for certain. */
  let previous: string | null = ''
  let last = 0
  for await (const row of auditInOrder(db, brand)) {
    verdict.rows += 1
    const { id, sequence, link }: StoredAuditRow = row
    if (!isChained(row) || row.sequence <= last) {
      tell('inserted', sequence, id)
      continue
    }
    if (tellOfGap('missing', last + 1, row.sequence - 1)) previous = null
    last = row.sequence
    if (links.has(last)) links.set(last, row.link)
    const signed = isSigned(key, row)
    if (!isAsWritten(row, previous)) tell('changed', sequence, id)
    else if (!signed) tell('unsigned', sequence, id)
    else if (isDestroyed(row)) {
      verdict.destroyed += 1
      if (!erased.has(last)) tell('destroyed', sequence, id)
    } else if (erased.has(last)) tell('not_destroyed', sequence, id)
    // What follows a row that is not ours is judged by its own signature.
    previous = signed ? link : null
  }

  const head = await headOf(db, brand)
  const anchored = ours.filter((anchor) => key.verifies(signedText(anchor), anchor.signature))
  tellOfGap('cut_off', last + 1, Math.max(head.sequence, ...anchored.map(({ sequence }) => sequence)))
  if (head.sequence < last) tell('behind_head', last)
  for (const anchor of ours) {
    const found = links.get(anchor.sequence)
    if (!anchored.includes(anchor)) tell('false_anchor', anchor.sequence)
    else if (found && found !== anchor.link) tell('anchored_otherwise', anchor.sequence)
  }
  return verdict
}

type Stored = Pick<StoredAuditRow, 'sequence' | 'link' | 'commitment' | 'signature'>

function isChained<Row extends Stored>(row: Row): row is Row & Pick<ChainedAuditRow, keyof Stored> {
  return row.sequence !== null && row.commitment !== null && row.link !== null && row.signature !== null
}

type InChain = Omit<ChainedAuditRow, 'salt'> & { salt: string | null }

function isSigned(key: AuditKey, { brand, sequence, link, signature }: InChain): boolean {
  return key.verifies(signedText({ brand, sequence, link }), signature)
}

function isAsWritten(row: InChain, previous: string | null): boolean {
  if (row.salt !== null && commitmentOf(row, row.salt) !== row.commitment) return false
  if (row.salt === null && !isDestroyed(row)) return false
  return previous === null || linkOf(previous, row) === row.link
}

function isDestroyed(row: InChain): boolean {
  return Object.entries(DESTROYED).every(([column, value]) => row[column as keyof typeof DESTROYED] === value)
}

/** The rows whose content was destroyed by an erasure, as far as it is recorded in the chain itself. */
async function erasedSequences(db: Database, key: AuditKey, brand: string): Promise<Set<number>> {
  const erasures = await db
    .selectFrom('audit')
    .selectAll()
    .where('brand', '=', brand)
    .where('event', '=', 'erasure.done')
    .execute()
  const sequences = new Set<number>()
  for (const row of erasures) {
    if (!isChained(row) || row.salt === null || row.after === null) continue
    if (commitmentOf(row, row.salt) !== row.commitment || !isSigned(key, row)) continue
    for (const sequence of sequencesIn(JSON.parse(row.after).audit_rows)) sequences.add(sequence)
  }
  return sequences
}
