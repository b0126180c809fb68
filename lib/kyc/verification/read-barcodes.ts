import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { DocumentType } from '@/lib/contract/documents'
import type { Barcode, BarcodeState } from '@/lib/contract/pictures/barcodes'
import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import type { DocumentRow } from '@/lib/database/schema'
import { LONGEST_BARCODES_MS, readBarcodes } from '@/lib/inspection/barcode'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Context } from '../context'
import { loadDocument, sealBarcodes, updateDocument } from '../records/documents'
import { readStoredFile } from '../stored-files'
import { compareDocuments } from './compare-documents'

/** The cards that may have a barcode. */
const WITH_BARCODE: readonly DocumentType[] = ['driving_licence', 'national_identity_card', 'residence_permit']

/** Whether barcodes are looked for on a document. */
export function hasBarcode({
  document_type,
  content_type,
}: Pick<DocumentRow, 'document_type' | 'content_type'>): boolean {
  return WITH_BARCODE.includes(document_type) && content_type.startsWith('image/')
}

const inputSchema = z.strictObject({ brand: z.string(), document_id: z.uuid() })
type Input = z.infer<typeof inputSchema>

/** Opening the file before a reading, and telling of it afterwards. */
const AROUND_A_READING_MS = 60_000

/**
 * Reads the barcodes of a document in the background and compares what they say with the customer's answers. The result
 * is information for the reviewer and decides nothing. A reading that did not come to its end is tried again.
 */
const READING = {
  input: inputSchema,
  maxAttempts: 3,
  claimFor: 60_000,
  renewFor: LONGEST_BARCODES_MS + AROUND_A_READING_MS,
  async handle(context: Context, { brand, document_id }: Input) {
    const { file_id, barcode_state } = await loadDocument(context.db, brand, document_id)
    if (barcode_state !== 'pending') return
    const { bytes } = await readStoredFile(context, file_id, { brand, customer_id: null })
    const barcodes = await readBarcodes(await buffer(bytes))
    await finishReading(context, { brand, document_id }, barcodes.length > 0 ? 'done' : 'no_barcode', barcodes)
  },
  gaveUp: (context: Context, input: Input) => finishReading(context, input, 'failed', []),
} as const

/** Of a document that a customer has just sent. */
export const readBarcodesJob = defineJob({ kind: 'document.read-barcodes', ...READING })

/** Of a document that staff added: nobody waits for it. The others are read first. */
export const readBarcodesLaterJob = defineJob({ kind: 'document.read-barcodes-later', ...READING })

async function finishReading(
  context: Context,
  { brand, document_id }: Input,
  barcode_state: BarcodeState,
  read: readonly Barcode[],
): Promise<void> {
  await makeChange(context, { name: 'system', role: 'system', brand }, 'ReadDocument', async (change) => {
    const before = await loadDocument(change.tx, brand, document_id)
    const { profile_id, customer_id } = before
    // It may have been removed while it was read.
    const isKept = read.length > 0 && before.status !== DOCUMENT_STATUS.deleted
    const barcodes = isKept ? sealBarcodes(before, read, change.sealer) : null
    await updateDocument(change.tx, document_id, { barcode_state, barcodes })
    change.record({
      ...{ event: 'document.barcodes_read', entity_id: document_id, profile_id, customer_id },
      ...{ before: { barcode_state: before.barcode_state }, after: { barcode_state } },
    })
    await compareDocuments(change, { profile_id, customer_id })
    return () => undefined
  })
}
