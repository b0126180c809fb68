import type { Database, Tx } from '@/lib/database/schema'
import { inTransaction } from '@/lib/database/transaction'
import type { KeyWrapper } from '@/lib/files/keys'
import { extendChain, headOf } from './audit-chain'
import { type AuditKey, openAuditKey } from './audit-key'

const BATCH = 500

/** The key for the audit, once every brand's rows from before there was a chain are in theirs. */
export async function openAudit(db: Database, keys: KeyWrapper, now: string): Promise<AuditKey> {
  const key = await openAuditKey(db, keys, now)
  const unchained = await db.selectFrom('audit').select('brand').where('sequence', 'is', null).distinct().execute()
  for (const { brand } of unchained) await inTransaction(db, (tx) => chainOldRows(tx, key, brand))
  return key
}

/**
 * A brand that has a chain gets no row into it but by a change: what stands beside it was put there by somebody else, and
 * is found.
 */
async function chainOldRows(tx: Tx, key: AuditKey, brand: string): Promise<void> {
  if ((await headOf(tx, brand)).sequence > 0) return
  for (;;) {
    // Their ids are in the order of time.
    const rows = await tx
      .selectFrom('audit')
      .selectAll()
      .where('brand', '=', brand)
      .where('sequence', 'is', null)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    for (const { id, sequence, salt, commitment, link, signature } of await extendChain(tx, key, brand, rows))
      await tx.updateTable('audit').set({ sequence, salt, commitment, link, signature }).where('id', '=', id).execute()
    if (rows.length < BATCH) return
  }
}
