import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { DocumentType } from '@/lib/contract/documents'
import type { Mrz, MrzState } from '@/lib/contract/records'
import type { DocumentRow } from '@/lib/database/schema'
import { extractMrz } from '@/lib/inspection/mrz'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Context } from '../context'
import { loadDocument, updateDocument } from '../records/documents'
import { readStoredFile } from '../stored-files'
import { compareDocuments } from './compare-documents'

/** The document types that have an MRZ on one of their sides. */
const WITH_MRZ: readonly DocumentType[] = ['passport', 'national_identity_card', 'residence_permit']

/** Whether a document may have an MRZ that can be extracted. */
export function hasMrz({ document_type, content_type }: Pick<DocumentRow, 'document_type' | 'content_type'>): boolean {
  return WITH_MRZ.includes(document_type) && content_type.startsWith('image/')
}

const inputSchema = z.strictObject({ brand: z.string(), document_id: z.uuid() })
type Input = z.infer<typeof inputSchema>

/**
 * Extracts the MRZ of a document in the background and compares it with the customer's answers. The result is
 * information for the reviewer and decides nothing.
 */
export const extractMrzJob = defineJob({
  kind: 'document.extract-mrz',
  input: inputSchema,
  maxAttempts: 4,
  claimFor: 180_000,
  async handle(context: Context, { brand, document_id }: Input) {
    const { file_id } = await loadDocument(context.db, brand, document_id)
    const { bytes } = await readStoredFile(context, file_id, { brand, customer_id: null })
    const today = context.clock().toISOString().slice(0, 10)
    const mrz = await extractMrz(await buffer(bytes), today)
    await finishReading(context, { brand, document_id }, { mrz_state: 'done', mrz })
  },
  gaveUp: (context, input) => finishReading(context, input, { mrz_state: 'failed', mrz: null }),
})

async function finishReading(
  context: Context,
  { brand, document_id }: Input,
  { mrz_state, mrz }: { mrz_state: MrzState; mrz: Mrz | null },
): Promise<void> {
  await makeChange(context, { name: 'system', role: 'system', brand }, 'ReadDocument', async (change) => {
    const before = await loadDocument(change.tx, brand, document_id)
    const { profile_id, customer_id } = before
    const sealed = mrz && change.sealer.seal(JSON.stringify(mrz))
    await updateDocument(change.tx, document_id, { mrz_state, mrz: sealed })
    change.record({
      ...{ event: 'document.read', entity_id: document_id, profile_id, customer_id },
      ...{ before: { mrz_state: before.mrz_state }, after: { mrz_state } },
    })
    await compareDocuments(change, { profile_id, customer_id })
    return () => undefined
  })
}
