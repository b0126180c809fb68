import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { KycError } from '@/lib/contract/errors'
import { type Barcode, barcodesSchema } from '@/lib/contract/pictures/barcodes'
import {
  type AddressBlock,
  addressBlocksSchema,
  type PrintedDate,
  printedDatesSchema,
} from '@/lib/contract/pictures/print'
import {
  type DocumentRecord,
  type Mrz,
  mrzSchema,
  qualitySchema,
  SEALED_IN_DOCUMENTS,
  type Signal,
  signalSchema,
} from '@/lib/contract/records'
import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import type { Database, DocumentRow, FileRow, Tx } from '@/lib/database/schema'
import type { Owner, Sealer } from '@/lib/files/sealer'
import { openMessage } from './message-to-customer'
import { openResolutions } from './resolutions'
import { openJson, sealJson } from './sealed'

/** A document with its customer. */
export type OwnedDocument = DocumentRow & Owner

/** Loads a document of this brand. Throws NOT_FOUND. */
export async function loadDocument(db: Database | Tx, brand: string, id: string): Promise<OwnedDocument> {
  const row = await ownedDocuments(db)
    .where('documents.id', '=', id)
    .where('documents.brand', '=', brand)
    .executeTakeFirst()
  if (!row) throw new KycError('NOT_FOUND', { message: 'No such document.' })
  return row
}

/** The documents that a file belongs to, the latest first: usually one. Includes removed ones. */
export function documentsOfFile(db: Database | Tx, fileId: string): Promise<OwnedDocument[]> {
  return ownedDocuments(db).where('documents.file_id', '=', fileId).orderBy('documents.id', 'desc').execute()
}

/** Documents with their customers. */
export function ownedDocuments(db: Database | Tx) {
  return db
    .selectFrom('documents')
    .innerJoin('profiles', 'profiles.id', 'documents.profile_id')
    .selectAll('documents')
    .select(['profiles.customer_id', 'profiles.data_key'])
}

type Of = { step_id: string } | { profile_id: string }

/** All documents except removed ones, including replaced ones. */
export function documentsOf(db: Database | Tx, of: Of): Promise<OwnedDocument[]> {
  const query = ownedDocuments(db).where('documents.status', '!=', DOCUMENT_STATUS.deleted)
  const owned =
    'step_id' in of
      ? query.where('documents.step_id', '=', of.step_id)
      : query.where('documents.profile_id', '=', of.profile_id)
  return owned.orderBy('documents.id').execute()
}

/** The current documents: neither replaced nor removed. */
export async function currentDocuments(db: Database | Tx, of: Of): Promise<OwnedDocument[]> {
  return (await documentsOf(db, of)).filter(({ replaced_by }) => replaced_by === null)
}

/** How many documents were ever put to a field of a step. */
export async function countDocuments(tx: Tx, stepId: string, field: string): Promise<number> {
  const { count } = await tx
    .selectFrom('documents')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('step_id', '=', stepId)
    .where('field', '=', field)
    .executeTakeFirstOrThrow()
  return Number(count)
}

type Placed = Pick<DocumentRow, 'field' | 'side' | 'document_type'>

/** Whether `later` takes the place of `earlier`: the same side in the same field, or any side of another type. */
export function takesPlaceOf(later: Placed, earlier: Placed): boolean {
  const sameField = later.field !== null && later.field === earlier.field
  return sameField && (later.side === earlier.side || later.document_type !== earlier.document_type)
}

/** The document that was uploaded to replace `old` with the next submission, which the reviewer does not have yet. */
export function successorOf(old: DocumentRow, current: readonly DocumentRow[]): DocumentRow | undefined {
  if (old.status === DOCUMENT_STATUS.uploaded) return undefined
  return current.find((one) => one.status === DOCUMENT_STATUS.uploaded && takesPlaceOf(one, old))
}

/** The current documents as the customer has them: without those that the next submission replaces. */
export function proposedDocuments<Row extends DocumentRow>(current: readonly Row[]): Row[] {
  return current.filter((document) => !successorOf(document, current))
}

/** The columns of a new document. File metadata comes from storage, never from a request. */
export type NewDocument = Pick<
  DocumentRow,
  | ('profile_id' | 'step_id' | 'field' | 'document_type' | 'side' | 'country' | 'status')
  | ('mrz_state' | 'barcode_state' | 'address_state')
>

/** Inserts a document for a stored file. */
export async function insertDocument(
  tx: Tx,
  file: FileRow,
  document: NewDocument,
  signals: readonly Signal[],
  now: string,
): Promise<DocumentRow> {
  const row: DocumentRow = {
    ...{ id: uuid(), brand: file.brand, ...document, signals: JSON.stringify(signals), mrz: null },
    ...{ barcodes: null, address_blocks: null, printed_dates: null },
    ...{ file_id: file.id, file_name: file.name, content_type: file.content_type, file_size: file.size },
    ...{ checksum: file.checksum, quality: file.quality },
    ...{ reason_code: null, reject_type: null, message: null, resolutions: null, replaced_by: null, created_at: now },
    ...{ decided_at: null, scan: file.scan },
  }
  await tx.insertInto('documents').values(row).execute()
  return row
}

export async function updateDocument(tx: Tx, id: string, columns: Partial<DocumentRow>): Promise<void> {
  await tx.updateTable('documents').set(columns).where('id', '=', id).execute()
}

/** The signals of a document. */
export function signalsOf({ signals }: Pick<DocumentRow, 'signals'>): Signal[] {
  return z.array(signalSchema).parse(JSON.parse(signals))
}

type SealedRow<Column extends keyof DocumentRow = 'id'> = Owner & Pick<DocumentRow, 'id' | Column>

/** The MRZ of a document. Null when there is none, none is legible, or it is damaged. */
export function openMrz(row: SealedRow<'mrz'>, sealer: Sealer): Mrz | null {
  return openJson(mrzSchema, row.mrz, row, ['documents', 'mrz', row.id], sealer)
}

export function sealMrz(row: SealedRow, mrz: Mrz, sealer: Sealer): string {
  return sealJson(mrz, row, ['documents', 'mrz', row.id], sealer)
}

/** What the barcodes on a document say. Null when there are none, none is legible, or they are damaged. */
export function openBarcodes(row: SealedRow<'barcodes'>, sealer: Sealer): Barcode[] | null {
  return openJson(barcodesSchema, row.barcodes, row, ['documents', 'barcodes', row.id], sealer)
}

export function sealBarcodes(row: SealedRow, barcodes: readonly Barcode[], sealer: Sealer): string {
  return sealJson(barcodes, row, ['documents', 'barcodes', row.id], sealer)
}

/** What of the print of a document may be an address. */
export function openAddressBlocks(row: SealedRow<'address_blocks'>, sealer: Sealer): AddressBlock[] {
  return openJson(addressBlocksSchema, row.address_blocks, row, ['documents', 'address_blocks', row.id], sealer) ?? []
}

export function sealAddressBlocks(row: SealedRow, blocks: readonly AddressBlock[], sealer: Sealer): string {
  return sealJson(blocks, row, ['documents', 'address_blocks', row.id], sealer)
}

/** The dates in the print of a document. Null where they were not looked for. */
export function openPrintedDates(row: SealedRow<'printed_dates'>, sealer: Sealer): PrintedDate[] | null {
  return openJson(printedDatesSchema, row.printed_dates, row, ['documents', 'printed_dates', row.id], sealer)
}

export function sealPrintedDates(row: SealedRow, dates: readonly PrintedDate[], sealer: Sealer): string {
  return sealJson(dates, row, ['documents', 'printed_dates', row.id], sealer)
}

/** Maps a row to the manager's API. */
export function toDocument(row: OwnedDocument, sealer: Sealer): DocumentRecord {
  const { id, profile_id, step_id, field, file_id, document_type, side, country, status } = row
  const { file_name, content_type, file_size, checksum, reason_code, reject_type, created_at, decided_at } = row
  const opened = {
    mrz: openMrz(row, sealer),
    barcodes: openBarcodes(row, sealer),
    message: openMessage(row, 'documents', sealer),
    resolutions: openResolutions(row, sealer),
  }
  const damaged = SEALED_IN_DOCUMENTS.filter((column) => row[column] !== null && opened[column] === null)
  return {
    ...{ id, profile_id, step_id, field, file_id, document_type, side, country, status },
    ...{ file_name, content_type, file_size, checksum, reason_code, reject_type, created_at, decided_at },
    quality: qualitySchema
      .nullable()
      .catch(null)
      .parse(JSON.parse(row.quality ?? 'null')),
    signals: signalsOf(row),
    ...{ mrz_state: row.mrz_state, barcode_state: row.barcode_state, scan: row.scan },
    ...{ ...opened, barcodes: opened.barcodes ?? [], resolutions: opened.resolutions ?? [] },
    ...(damaged.length > 0 && { damaged }),
  }
}
