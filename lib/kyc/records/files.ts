import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import type { Database, FileRow, ProfileRow, Tx } from '@/lib/database/schema'

/** The files that a customer sent and those that staff added for them, oldest first, without those of removed documents. */
export async function filesOfCustomer(
  db: Database | Tx,
  { id, brand, customer_id }: Pick<ProfileRow, 'id' | 'brand' | 'customer_id'>,
): Promise<FileRow[]> {
  const documents = await db
    .selectFrom('documents')
    .select(['file_id', 'status'])
    .where('profile_id', '=', id)
    .execute()
  const removed = new Set(
    documents.flatMap(({ file_id, status }) => (status === DOCUMENT_STATUS.deleted ? file_id : [])),
  )
  const files = await everyFileOf(
    db,
    brand,
    customer_id,
    documents.map(({ file_id }) => file_id),
  )
  return files.filter((file) => !removed.has(file.id))
}

function everyFileOf(db: Database | Tx, brand: string, customerId: string, attached: string[]): Promise<FileRow[]> {
  return db
    .selectFrom('files')
    .selectAll()
    .where('brand', '=', brand)
    .where(({ eb, or }) =>
      or([eb('customer_id', '=', customerId), ...(attached.length > 0 ? [eb('id', 'in', attached)] : [])]),
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}
