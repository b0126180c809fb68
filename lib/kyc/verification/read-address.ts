import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { DocumentType } from '@/lib/contract/documents'
import type { AddressBlock, AddressState, PrintedDate } from '@/lib/contract/pictures/print'
import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import type { DocumentRow } from '@/lib/database/schema'
import { LONGEST_PRINT_MS, printOfPdf } from '@/lib/inspection/print'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Context } from '../context'
import { loadDocument, sealAddressBlocks, sealPrintedDates, updateDocument } from '../records/documents'
import { datesIn } from '../rules/dates-in-print'
import { blocksOf } from '../rules/printed-address/blocks'
import { readStoredFile } from '../stored-files'

/** What is sent to its holder by post. Agreements name other people, and where their parties lived before. */
const WITH_ADDRESS: readonly DocumentType[] = ['utility_bill', 'bank_statement', 'tax_letter', 'government_letter']

export function isLetterType(type: DocumentType): boolean {
  return WITH_ADDRESS.includes(type)
}

/** Whether an address is looked for on a document. */
export function hasAddress({
  document_type,
  content_type,
}: Pick<DocumentRow, 'document_type' | 'content_type'>): boolean {
  return isLetterType(document_type) && content_type === 'application/pdf'
}

const inputSchema = z.strictObject({ brand: z.string(), document_id: z.uuid() })
type Input = z.infer<typeof inputSchema>

/** Opening the file before a reading, and telling of it afterwards. */
const AROUND_A_READING_MS = 60_000

/**
 * Looks for what may be an address in the print of a document, and for dates, in the background. Whose address it is becomes
 * clear when their name is known, before or after. Nothing else of the print is kept.
 */
const READING = {
  input: inputSchema,
  maxAttempts: 3,
  claimFor: 60_000,
  renewFor: LONGEST_PRINT_MS + AROUND_A_READING_MS,
  async handle(context: Context, { brand, document_id }: Input) {
    const { file_id, address_state, country } = await loadDocument(context.db, brand, document_id)
    if (address_state !== 'pending') return
    const { bytes } = await readStoredFile(context, file_id, { brand, customer_id: null })
    const print = await printOfPdf(await buffer(bytes))
    const read = { blocks: blocksOf(print), dates: datesIn(print, country) }
    await finishReading(context, { brand, document_id }, 'done', read)
  },
  gaveUp: (context: Context, input: Input) => finishReading(context, input, 'failed', { blocks: [], dates: null }),
} as const

/** Of a document that a customer has just sent. */
export const readAddressJob = defineJob({ kind: 'document.read-address', ...READING })

/** Of a document that staff added: nobody waits for it. The others are read first. */
export const readAddressLaterJob = defineJob({ kind: 'document.read-address-later', ...READING })

async function finishReading(
  context: Context,
  { brand, document_id }: Input,
  address_state: AddressState,
  { blocks, dates }: { blocks: readonly AddressBlock[]; dates: readonly PrintedDate[] | null },
): Promise<void> {
  await makeChange(context, { name: 'system', role: 'system', brand }, 'ReadDocument', async (change) => {
    const before = await loadDocument(change.tx, brand, document_id)
    const { profile_id, customer_id } = before
    // It may have been removed while it was read.
    const isThere = before.status !== DOCUMENT_STATUS.deleted
    const address_blocks = isThere && blocks.length > 0 ? sealAddressBlocks(before, blocks, change.sealer) : null
    const printed_dates = isThere && dates ? sealPrintedDates(before, dates, change.sealer) : null
    await updateDocument(change.tx, document_id, { address_state, address_blocks, printed_dates })
    change.record({
      ...{ event: 'document.address_read', entity_id: document_id, profile_id, customer_id },
      ...{ before: { address_state: before.address_state }, after: { address_state } },
    })
    return () => undefined
  })
}
