import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import type { Database, FileRow, ProfileRow, Tx } from '@/lib/database/schema'

type Customer = Pick<ProfileRow, 'id' | 'brand' | 'customer_id'>

/** The files that a customer sent and those that staff added for them, oldest first, without those of removed documents. */
export async function filesOfCustomer(db: Database | Tx, customer: Customer): Promise<FileRow[]> {
  const removed = await db
    .selectFrom('documents')
    .select('file_id')
    .where('profile_id', '=', customer.id)
    .where('status', '=', DOCUMENT_STATUS.deleted)
    .execute()
  const hidden = new Set(removed.map(({ file_id }) => file_id))
  return (await everyFileOf(db, customer)).filter(({ id }) => !hidden.has(id))
}

/** Every file that is stored of a customer, oldest first, also those of removed documents. */
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
