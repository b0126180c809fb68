import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { ReadableStream as WebStream } from 'node:stream/web'
import { v4 as uuid } from 'uuid'
import type { StoredFile } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import type { Database, FileRow } from '@/lib/database/schema'
import { type InspectedFile, inspectFile } from '@/lib/inspection'
import { makeChange } from './change'
import type { Context } from './context'
import { scanFileJob, scanned } from './verification/scan-file'

/** Checks files, stores them encrypted and records their metadata: the StorageManager of the contract. */

/** Who owns a file. Staff have no customer id and can read every file of their brand. */
export type Owner = { brand: string; customer_id: string | null }
type Uploader = Owner & { uploaded_by: string }
type IncomingFile = Omit<Parameters<typeof inspectFile>[0], 'whose'>
export type ReadableFile = { content_type: string; file_size: number; bytes: ReadableStream<Uint8Array> }

/**
 * Checks and stores a file. If it is refused (see `inspectFile`), or a scanner finds it infected, nothing is stored. Where the
 * scanner is away it is stored in quarantine.
 */
export async function storeFile(context: Context, incoming: IncomingFile, uploader: Uploader): Promise<StoredFile> {
  const file = await inspectFile({ ...incoming, whose: uploaderOf(uploader) })
  const scan = await scanned(context, file.bytes)
  const unkeyed = { ...rowOf(file, cleanName(incoming.name), uploader, context.clock()), scan }
  const { key, row } = withKey(unkeyed, context)
  await context.store.write(row.id, row.extension, Readable.from([file.bytes]), key)
  try {
    await insertFile(context, row)
  } catch (error) {
    await context.store.remove(row.id, row.extension)
    throw error
  }
  const { id: file_id, content_type, size: file_size, checksum } = row
  return { file_id, content_type, file_size, checksum }
}

/**
 * Reads a file, decrypting it on the fly. Throws NOT_FOUND for files of others, and FILE_INFECTED. One in quarantine is read by its
 * customer, who has it anyway, and by programs within their limits; reviewers get it by `viewFile` alone.
 */
export async function readStoredFile(
  { db, store, sealer }: Pick<Context, 'db' | 'store' | 'sealer'>,
  fileId: string,
  owner: Owner,
): Promise<ReadableFile> {
  const row = await findStoredFile(db, fileId, owner)
  if (row.scan === 'infected') throw new KycError('FILE_INFECTED')
  const bytes = WebStream.from(store.read(row.id, row.extension, sealer.fileKey(row))) as ReadableStream<Uint8Array>
  return { content_type: row.content_type, file_size: row.size, bytes }
}

/** What is known of a file. Throws NOT_FOUND for files of others, and, for a customer, of removed and replaced documents. */
export async function findStoredFile(db: Database, fileId: string, owner: Owner): Promise<FileRow> {
  const row = await db
    .selectFrom('files')
    .selectAll()
    .where('id', '=', fileId)
    .where('brand', '=', owner.brand)
    .where('destroyed_at', 'is', null)
    .executeTakeFirst()
  const shown = row && (owner.customer_id === null || (await isShownTo(db, row, owner.customer_id)))
  if (!shown) throw new KycError('NOT_FOUND', { message: 'No such file.' })
  return row
}

/**
 * Whether a customer sees a file: their own until it belongs to a document, then only with a current one. That may also
 * be a document that staff added for them.
 */
async function isShownTo(db: Database, file: FileRow, customerId: string): Promise<boolean> {
  // Whatever document says that it shows it: a file that is somebody's is nobody else's.
  if (file.customer_id !== null && file.customer_id !== customerId) return false
  const documents = await db
    .selectFrom('documents')
    .innerJoin('profiles', 'profiles.id', 'documents.profile_id')
    .select(['documents.status', 'documents.replaced_by'])
    .where('documents.file_id', '=', file.id)
    .where('profiles.customer_id', '=', customerId)
    .execute()
  if (documents.length === 0) return file.customer_id === customerId
  return documents.some(({ status, replaced_by }) => status !== DOCUMENT_STATUS.deleted && replaced_by === null)
}

/** Whose turn it is: a customer's, or that of somebody of the staff. */
function uploaderOf({ brand, customer_id, uploaded_by }: Uploader): string {
  return JSON.stringify([brand, customer_id, customer_id === null ? uploaded_by : null])
}

type NewFile = Omit<FileRow, 'data_key'>

/** The row of a new file, with a key that was made for it alone. */
function withKey(file: NewFile, { sealer }: Pick<Context, 'sealer'>): { key: Uint8Array; row: FileRow } {
  const { key, data_key } = sealer.newFileKey(file)
  return { key, row: { ...file, data_key } }
}

function rowOf(
  file: InspectedFile,
  name: string,
  { brand, customer_id, uploaded_by }: Uploader,
  now: Date,
): Omit<NewFile, 'scan'> {
  return {
    ...{ id: uuid(), brand, customer_id, uploaded_by, name: name || `document.${file.extension}` },
    ...{ content_type: file.contentType, extension: file.extension, size: file.bytes.length },
    ...{ checksum: createHash('sha256').update(file.bytes).digest('hex') },
    ...{ width: file.width, height: file.height, pages: file.pages, quality: JSON.stringify(file.quality) },
    created_at: now.toISOString(),
    destroyed_at: null,
  }
}

function insertFile(context: Context, row: FileRow): Promise<void> {
  const { id, brand, customer_id, uploaded_by, content_type, size } = row
  const actor = { name: uploaded_by, role: customer_id === null ? 'staff' : 'customer', brand }
  return makeChange(context, actor, 'UploadFile', async (change) => {
    await change.tx.insertInto('files').values(row).execute()
    change.record({ event: 'file.stored', entity_id: id, customer_id, after: { content_type, size } })
    // Of nobody: an erasure takes its customer's jobs along, and finds the file itself.
    if (row.scan === 'waiting') await change.enqueue(scanFileJob, { input: { file_id: id }, customer_id: '' })
    return () => undefined
  })
}

/** A safe display name: no path, no control characters, at most 120 characters. */
function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const [, kept = ''] = /(.{0,120})$/u.exec(last.replace(/\p{C}/gu, '').trim()) ?? []
  return kept
}
