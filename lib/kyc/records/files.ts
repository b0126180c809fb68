import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import type { Database, FileRow, ProfileRow, Tx } from '@/lib/database/schema'

type Customer = Pick<ProfileRow, 'id' | 'brand' | 'customer_id'>

/**
 * The files that a customer sent and those that staff added for them, oldest first, without those of removed documents. One
 * whose document was put anew, as where its country was chosen later, is shown by the new one.
 */
export async function filesOfCustomer(db: Database | Tx, customer: Customer): Promise<FileRow[]> {
  const documents = await db
    .selectFrom('documents')
    .select(['file_id', 'status'])
    .where('profile_id', '=', customer.id)
    .execute()
  const isRemoved = ({ status }: { status: number }) => status === DOCUMENT_STATUS.deleted
  const shown = new Set(documents.filter((document) => !isRemoved(document)).map(({ file_id }) => file_id))
  const removed = documents.filter(isRemoved).map(({ file_id }) => file_id)
  const hidden = new Set(removed).difference(shown)
  return (await everyFileOf(db, customer)).filter(({ id, destroyed_at }) => destroyed_at === null && !hidden.has(id))
}

/** Every file that is known of a customer, oldest first, also those of removed documents and those that were destroyed. */
export function everyFileOf(db: Database | Tx, { id, brand, customer_id }: Customer): Promise<FileRow[]> {
  const attached = db.selectFrom('documents').select('file_id').where('profile_id', '=', id)
  return db
    .selectFrom('files')
    .selectAll()
    .where('brand', '=', brand)
    .where(({ eb, or }) => or([eb('customer_id', '=', customer_id), eb('id', 'in', attached)]))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/**
 * Destroys what is known of a file's content here: its key, its names, and what was read from it.
 * @returns whether there was something to destroy: not where a document that counts shows the same file.
 */
export async function destroyFile(tx: Tx, id: string, now: string): Promise<boolean> {
  const shown = await tx
    .selectFrom('documents')
    .select('id')
    .where('file_id', '=', id)
    .where('replaced_by', 'is', null)
    .where('status', 'not in', [DOCUMENT_STATUS.deleted, DOCUMENT_STATUS.rejected])
    .limit(1)
    .executeTakeFirst()
  if (shown) return false
  const destroyed = await tx
    .updateTable('files')
    .set({ destroyed_at: now, data_key: null, name: '' })
    .where('id', '=', id)
    .where('destroyed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  await tx
    .updateTable('documents')
    .set({
      file_name: '',
      mrz: null,
      mrz_state: 'none',
      barcodes: null,
      barcode_state: 'none',
      address_blocks: null,
      address_state: 'none',
      printed_dates: null,
      resolutions: null,
    })
    .where('file_id', '=', id)
    .execute()
  // What checks found quotes it.
  const documents = tx.selectFrom('documents').select('id').where('file_id', '=', id)
  await tx.deleteFrom('findings').where('document_id', 'in', documents).execute()
  return destroyed !== undefined
}
