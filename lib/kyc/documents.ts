import { v7 as uuid } from 'uuid'
import { KycError } from '@/lib/contract/errors'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import { type DocumentRecord, qualitySchema, type Signal } from '@/lib/contract/records'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import type { Database, DocumentRow, FileRow, Tx } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/encryption'
import { type Actor, type Change, type Context, makeChange } from './change'
import { afterId, pageOf } from './pages'
import { ensureProfile, settleProfile } from './profiles'
import { type DocumentEvent, documentAfter } from './rules'
import { openMrz, readingOf, signalsOf } from './signals'
import { findStep, updateStep } from './steps'

type OwnedDocument = DocumentRow & { customer_id: string }

/** The documents that count now: neither replaced nor removed. */
export function currentDocuments(
  db: Database | Tx,
  of: { step_id: string } | { profile_id: string },
): Promise<DocumentRow[]> {
  const query = db
    .selectFrom('documents')
    .selectAll()
    .where('replaced_by', 'is', null)
    .where('status', '!=', DOCUMENT_STATUS.deleted)
  const owned =
    'step_id' in of ? query.where('step_id', '=', of.step_id) : query.where('profile_id', '=', of.profile_id)
  return owned.orderBy('id').execute()
}

type NewDocument = Pick<
  DocumentRow,
  'profile_id' | 'step_id' | 'field' | 'document_type' | 'side' | 'country' | 'status'
> & { comment?: string | null; signals?: readonly Signal[] }

/** Puts a stored file to a profile; its name, type, size and checksum come from storage, never from a request. */
export async function insertDocument(
  { tx, now, record }: Change,
  customerId: string,
  file: FileRow,
  { comment = null, signals = [], ...document }: NewDocument,
): Promise<DocumentRow> {
  const row: DocumentRow = {
    id: uuid(),
    ...document,
    file_id: file.id,
    file_name: file.name,
    content_type: file.content_type,
    file_size: file.size,
    checksum: file.checksum,
    quality: file.quality,
    signals: JSON.stringify(signals),
    reading: readingOf(document.document_type, file.content_type),
    mrz: null,
    reason_code: null,
    reject_type: null,
    replaced_by: null,
    created_at: now,
    decided_at: null,
  }
  await tx.insertInto('documents').values(row).execute()
  const { status, document_type, side } = row
  await record({
    entity: 'document',
    entity_id: row.id,
    customer_id: customerId,
    after: { status, document_type, side },
    comment,
  })
  return row
}

/** The file, when it is of this brand and was sent by this customer or by staff. Throws VALIDATION_FAILED at `path`. */
export async function findOwnFile(
  tx: Tx,
  brand: string,
  customerId: string,
  fileId: string,
  path: string,
  from: 'customer' | 'staff',
): Promise<FileRow> {
  const file = await tx
    .selectFrom('files')
    .selectAll()
    .where('id', '=', fileId)
    .where('brand', '=', brand)
    .executeTakeFirst()
  const own = file && (file.customer_id === customerId || (from === 'staff' && file.customer_id === null))
  if (own) return file
  throw new KycError('VALIDATION_FAILED', {
    faults: [{ path, code: 'file_missing', message: 'No such file of this customer' }],
  })
}

/**
 * Staff add a document for a customer who sent it another way. What has been approved is locked: there it takes a
 * justification (seed 3).
 */
export function addDocument(
  context: Context,
  actor: Actor,
  input: ManagerInput<'MngAddKycDocument'>,
): Promise<DocumentRecord> {
  return makeChange(context, actor, 'MngAddKycDocument', async (change) => {
    const { customer_id, document_type, side, country = null, field = null } = input
    const file = await findOwnFile(change.tx, actor.brand, customer_id, input.file_id, 'file_id', 'staff')
    const step = input.step_id ? await findStep(change.tx, actor.brand, input.step_id, customer_id) : null
    const profile = await ensureProfile(change, customer_id)
    const locked = step ? step.status === STEP_STATUS.approved : profile.status === PROFILE_STATUS.approved
    if (locked && !input.justification)
      throw new KycError('CONFLICT', {
        message: 'What is approved is locked: a justification is needed.',
        reason: 'locked',
      })
    const row = await insertDocument(change, customer_id, file, {
      ...{ profile_id: profile.id, step_id: step?.id ?? null, field },
      ...{ document_type, side, country, status: DOCUMENT_STATUS.pending },
      comment: input.justification ?? null,
    })
    await settleProfile(change, profile.id)
    return toDocument(row, context.sealer)
  })
}

type Reason = Pick<ManagerInput<'MngRejectKycDocument'>, 'reason_code' | 'reject_type'>

/** Sets a document's decision and writes its audit row. */
export async function decideDocumentRow(
  change: Change,
  document: OwnedDocument,
  event: DocumentEvent,
  reason: Partial<Reason>,
  comment: string | null = null,
): Promise<void> {
  const status = documentAfter(document, event)
  const decided_at = event === 'approve' || event === 'reject' ? change.now : document.decided_at
  await change.tx
    .updateTable('documents')
    .set({ status, decided_at, ...reason })
    .where('id', '=', document.id)
    .execute()
  await change.record({
    entity: 'document',
    entity_id: document.id,
    customer_id: document.customer_id,
    before: { status: document.status },
    after: { status, ...reason },
    comment,
  })
}

export function approveDocument(
  context: Context,
  actor: Actor,
  { id, comment }: ManagerInput<'MngApproveKycDocument'>,
): Promise<DocumentRecord> {
  return makeChange(context, actor, 'MngApproveKycDocument', async (change) => {
    const document = await findDocument(change.tx, actor.brand, id)
    await decideDocumentRow(change, document, 'approve', {}, comment)
    await settleProfile(change, document.profile_id)
    return toDocument(await findDocument(change.tx, actor.brand, id), context.sealer)
  })
}

/** Rejects a document, and with it the submitted step that rests on it. */
export function rejectDocument(
  context: Context,
  actor: Actor,
  { id, comment, ...reason }: ManagerInput<'MngRejectKycDocument'>,
): Promise<DocumentRecord> {
  return makeChange(context, actor, 'MngRejectKycDocument', async (change) => {
    const document = await findDocument(change.tx, actor.brand, id)
    await decideDocumentRow(change, document, 'reject', reason, comment)
    const step =
      document.step_id && !document.replaced_by ? await findStep(change.tx, actor.brand, document.step_id) : null
    if (step?.status === STEP_STATUS.pending) {
      await updateStep(change, step, { status: STEP_STATUS.rejected, decided_at: change.now, ...reason })
    }
    await settleProfile(change, document.profile_id)
    return toDocument(await findDocument(change.tx, actor.brand, id), context.sealer)
  })
}

/** The document, of this brand. Throws NOT_FOUND. */
export async function findDocument(db: Database | Tx, brand: string, id: string): Promise<OwnedDocument> {
  const row = await db
    .selectFrom('documents')
    .innerJoin('profiles', 'profiles.id', 'documents.profile_id')
    .selectAll('documents')
    .select('profiles.customer_id')
    .where('documents.id', '=', id)
    .where('profiles.brand', '=', brand)
    .executeTakeFirst()
  if (!row) throw new KycError('NOT_FOUND', { message: 'No such document.' })
  return row
}

export async function listDocuments(
  context: Context,
  actor: Actor,
  input: ManagerInput<'MngGetKycDocuments'>,
): Promise<ManagerOutput<'MngGetKycDocuments'>> {
  const { limit, cursor, customer_id, ...filters } = input
  const after = afterId(cursor)
  let query = context.db
    .selectFrom('documents')
    .innerJoin('profiles', 'profiles.id', 'documents.profile_id')
    .selectAll('documents')
    .where('profiles.brand', '=', actor.brand)
  if (customer_id !== undefined) query = query.where('profiles.customer_id', '=', customer_id)
  for (const name of ['profile_id', 'step_id', 'status'] as const) {
    const value = filters[name]
    if (value !== undefined) query = query.where(`documents.${name}`, '=', value)
  }
  if (after) query = query.where('documents.id', '>', after)
  return pageOf(
    await query
      .orderBy('documents.id')
      .limit(limit + 1)
      .execute(),
    limit,
    (row) => toDocument(row, context.sealer),
  )
}

/** A row as the manager's wire has it. */
export function toDocument(row: DocumentRow, sealer: Sealer): DocumentRecord {
  const { id, profile_id, step_id, field, file_id, document_type, side, country, status } = row
  const { file_name, content_type, file_size, checksum, reason_code, reject_type, created_at, decided_at } = row
  return {
    ...{ id, profile_id, step_id, field, file_id, document_type, side, country, status },
    ...{ file_name, content_type, file_size, checksum, reason_code, reject_type, created_at, decided_at },
    quality: qualitySchema
      .nullable()
      .catch(null)
      .parse(JSON.parse(row.quality ?? 'null')),
    signals: signalsOf(row),
    mrz: openMrz(row, sealer),
  }
}
