import { KycError } from '@/lib/contract/errors'
import type { Signal } from '@/lib/contract/records'
import type { DocumentRow, FileRow } from '@/lib/database/schema'
import type { Change } from '../context'
import { insertDocument, type NewDocument } from '../records/documents'
import { extractMrzJob, extractMrzLaterJob, hasMrz } from '../verification/extract-mrz'

type Put = Omit<NewDocument, 'mrz_state'> & {
  customer_id: string
  file: FileRow
  signals?: readonly Signal[]
  comment?: string | null
}

/** Whose picture is read first: a customer waits for what comes of it. */
const EXTRACTIONS = { 'document.attached': extractMrzJob, 'document.added': extractMrzLaterJob } as const

/** Adds a stored file to a profile as a document, and enqueues the MRZ extraction if its type has an MRZ. */
export async function putDocument(
  change: Change,
  event: keyof typeof EXTRACTIONS,
  { customer_id, file, signals = [], comment = null, ...document }: Put,
): Promise<DocumentRow> {
  const isRead = hasMrz({ document_type: document.document_type, content_type: file.content_type })
  const mrz_state = isRead ? 'pending' : 'none'
  const row = await insertDocument(change.tx, file, { ...document, mrz_state }, signals, change.now)
  const { status, document_type, side, profile_id } = row
  change.record({
    ...{ event, entity_id: row.id, profile_id, customer_id, comment },
    after: { status, document_type, side },
  })
  const input = { brand: row.brand, document_id: row.id }
  if (isRead) await change.enqueue(EXTRACTIONS[event], { input, customer_id })
  return row
}

/** Finds a file of this brand that this customer (or staff) uploaded. Throws VALIDATION_FAILED for `file_id`. */
export async function findOwnFile(
  { tx, actor }: Change,
  customerId: string,
  fileId: string,
  from: 'customer' | 'staff',
): Promise<FileRow> {
  const file = await tx
    .selectFrom('files')
    .selectAll()
    .where('id', '=', fileId)
    .where('brand', '=', actor.brand)
    .executeTakeFirst()
  const own = file && (file.customer_id === customerId || (from === 'staff' && file.customer_id === null))
  if (own) return file
  throw new KycError('VALIDATION_FAILED', {
    faults: [{ path: 'file_id', code: 'file_missing', message: 'No such file of this customer' }],
  })
}
