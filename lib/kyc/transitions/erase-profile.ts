import { v7 as uuid } from 'uuid'
import type { FileRow, ProfileRow, Tx } from '@/lib/database/schema'
import { destroyFilesJob } from '../commands/lifetime/destroy-files'
import type { Change } from '../context'
import { destroyAudit } from '../records/audit'
import { everyFileOf } from '../records/files'
import { endSessionsOf } from '../sessions'

/** Why a customer is erased, and on whose behalf. It stays in the audit, and names nobody but staff. */
export type Reason = { comment: string; asked_by: string }

/**
 * Erases a customer: all rows that tell of them, and by a job the files. The audit keeps that things happened, and when; what
 * they were about is destroyed. Their sessions end: a page that is open would make the profile anew.
 */
export async function eraseProfile(change: Change, profile: ProfileRow, { comment, asked_by }: Reason): Promise<void> {
  const { tx, actor, sealer } = change
  const { brand, customer_id } = profile
  const files = await everyFileOf(tx, profile)
  await deleteRows(tx, profile)
  await endSessionsOf(tx, sealer, profile)
  const destroyed = await deleteFiles(tx, files)
  await tx.deleteFrom('profiles').where('id', '=', profile.id).execute()
  const audit_rows = await destroyAudit(tx, brand, customer_id)
  change.record({
    ...{ event: 'erasure.done', entity_id: uuid(), customer_id: null, comment },
    after: { audit_rows, files: destroyed.length, asked_by, confirmed_by: actor.name },
  })
  // Whatever the store does meanwhile: the job tries until they are gone.
  await change.enqueue(destroyFilesJob, { input: { files: destroyed }, customer_id: '' })
}

const PROFILE_TABLES = [
  ...(['screening_hits', 'screenings', 'screening_subjects', 'profile_names', 'documents', 'steps', 'logins'] as const),
  ...(['transactions', 'transaction_histories', 'alerts', 'findings'] as const),
] as const

async function deleteRows(tx: Tx, { id, brand, customer_id }: ProfileRow): Promise<void> {
  const steps = tx.selectFrom('steps').select('id').where('profile_id', '=', id)
  await tx.deleteFrom('codes').where('step_id', 'in', steps).execute()
  for (const table of PROFILE_TABLES) await tx.deleteFrom(table).where('profile_id', '=', id).execute()
  for (const table of ['tokens', 'links', 'jobs'] as const)
    await tx.deleteFrom(table).where('brand', '=', brand).where('customer_id', '=', customer_id).execute()
  await tx.deleteFrom('idempotency').where('customer', '=', `${brand}/${customer_id}`).execute()
}

/** Deletes the rows of the files, except of those that a document of somebody else shows. */
async function deleteFiles(tx: Tx, files: readonly FileRow[]): Promise<Pick<FileRow, 'id' | 'extension'>[]> {
  const destroyed: Pick<FileRow, 'id' | 'extension'>[] = []
  for (const { id, extension } of files) {
    const other = await tx.selectFrom('documents').select('id').where('file_id', '=', id).limit(1).executeTakeFirst()
    if (other) continue
    await tx.deleteFrom('files').where('id', '=', id).execute()
    destroyed.push({ id, extension })
  }
  return destroyed
}
