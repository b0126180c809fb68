import { KycError } from '@/lib/contract/errors'
import type { Signal } from '@/lib/contract/records'
import type { DocumentRow, FileRow } from '@/lib/database/schema'
import type { Change } from '../context'
import { insertDocument, type NewDocument } from '../records/documents'
import { extractMrzJob, extractMrzLaterJob, hasMrz } from '../verification/extract-mrz'
import { hasAddress, readAddressJob, readAddressLaterJob } from '../verification/read-address'
import { hasBarcode, readBarcodesJob, readBarcodesLaterJob } from '../verification/read-barcodes'

type Put = Omit<NewDocument, 'mrz_state' | 'barcode_state' | 'address_state'> & {
  customer_id: string
  file: FileRow
  signals?: readonly Signal[]
  comment?: string | null
}

/** Whose document is read first: a customer waits for what comes of it. */
const EXTRACTIONS = { 'document.attached': extractMrzJob, 'document.added': extractMrzLaterJob } as const
const SEARCHES = { 'document.attached': readBarcodesJob, 'document.added': readBarcodesLaterJob } as const
const READINGS = { 'document.attached': readAddressJob, 'document.added': readAddressLaterJob } as const

/** Adds a stored file to a profile as a document, and enqueues what is read of its type: a zone, barcodes, an address. */
export async function putDocument(
  change: Change,
  event: keyof typeof EXTRACTIONS,
  { customer_id, file, signals = [], comment = null, ...document }: Put,
): Promise<DocumentRow> {
  const kind = { document_type: document.document_type, content_type: file.content_type }
  const states = {
    mrz_state: hasMrz(kind) ? 'pending' : 'none',
    barcode_state: hasBarcode(kind) ? 'pending' : 'none',
    address_state: hasAddress(kind) ? 'pending' : 'none',
  } as const
  const row = await insertDocument(change.tx, file, { ...document, ...states }, signals, change.now)
  const { status, document_type, side, profile_id } = row
  change.record({
    ...{ event, entity_id: row.id, profile_id, customer_id, comment },
    after: { status, document_type, side },
  })
  const input = { brand: row.brand, document_id: row.id }
  if (row.mrz_state === 'pending') await change.enqueue(EXTRACTIONS[event], { input, customer_id })
  if (row.barcode_state === 'pending') await change.enqueue(SEARCHES[event], { input, customer_id })
  if (row.address_state === 'pending') await change.enqueue(READINGS[event], { input, customer_id })
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
    .where('destroyed_at', 'is', null)
    .executeTakeFirst()
  const own = file && (file.customer_id === customerId || (from === 'staff' && file.customer_id === null))
  if (own) return file
  throw new KycError('VALIDATION_FAILED', {
    faults: [{ path: 'file_id', code: 'file_missing', message: 'No such file of this customer' }],
  })
}
