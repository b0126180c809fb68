import type { Kysely } from 'kysely'

/** Whoever opens a file is recorded with the documents that it belongs to. */
export async function addFilesOfDocuments(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('documents_of_file').on('documents').column('file_id').execute()
}
