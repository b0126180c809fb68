import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { acceptedTypes } from '@/lib/contract/document-fields'
import type { DocumentType } from '@/lib/contract/documents'
import { fieldsOf } from '@/lib/contract/fields'
import type { Mrz, MrzState } from '@/lib/contract/records'
import type { DocumentRow } from '@/lib/database/schema'
import { extractMrz, LONGEST_READING_MS, type MrzReading } from '@/lib/inspection/mrz'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Change, Context } from '../context'
import { loadDocument, sealMrz, updateDocument } from '../records/documents'
import { formOf, loadStep } from '../records/steps'
import { extractedOf, sideOfZone } from '../rules/extracted'
import { readStoredFile } from '../stored-files'
import { compareDocuments } from './compare-documents'

/** The document types that have an MRZ on one of their sides; of driving licences, the French and the Swiss. */
const WITH_MRZ: readonly DocumentType[] = ['passport', 'national_identity_card', 'residence_permit', 'driving_licence']

export function isZoneType(type: DocumentType): boolean {
  return WITH_MRZ.includes(type)
}

/** Whether a document may have an MRZ that can be extracted. */
export function hasMrz({ document_type, content_type }: Pick<DocumentRow, 'document_type' | 'content_type'>): boolean {
  return isZoneType(document_type) && content_type.startsWith('image/')
}

const inputSchema = z.strictObject({ brand: z.string(), document_id: z.uuid() })
type Input = z.infer<typeof inputSchema>

/** Each outcome of a reading, as documents have it. */
const STATE_AFTER = {
  read: 'done',
  none: 'no_zone',
  unreadable: 'unreadable',
} as const satisfies Record<MrzReading['outcome'], MrzState>

/** Opening the file before a reading, and telling of it afterwards. */
const AROUND_A_READING_MS = 60_000

/**
 * Extracts the MRZ of a document in the background and compares it with the customer's answers. The result is
 * information for the reviewer and decides nothing. A reading that did not come to its end is tried again.
 */
const EXTRACTION = {
  input: inputSchema,
  maxAttempts: 4,
  claimFor: 60_000,
  renewFor: LONGEST_READING_MS + AROUND_A_READING_MS,
  async handle(context: Context, { brand, document_id }: Input) {
    const { file_id } = await loadDocument(context.db, brand, document_id)
    const { bytes } = await readStoredFile(context, file_id, { brand, customer_id: null })
    const today = context.clock().toISOString().slice(0, 10)
    const reading = await extractMrz(await buffer(bytes), today)
    const mrz = reading.outcome === 'read' ? reading.mrz : null
    await finishReading(context, { brand, document_id }, { mrz_state: STATE_AFTER[reading.outcome], mrz })
  },
  gaveUp: (context: Context, input: Input) => finishReading(context, input, { mrz_state: 'failed', mrz: null }),
} as const

/** Of a document that a customer has just sent. */
export const extractMrzJob = defineJob({ kind: 'document.extract-mrz', ...EXTRACTION })

/** Of a document that nobody waits for: one that staff added, or that is read again. The others are read first. */
export const extractMrzLaterJob = defineJob({ kind: 'document.extract-mrz-later', ...EXTRACTION })

async function finishReading(
  context: Context,
  { brand, document_id }: Input,
  { mrz_state, mrz }: { mrz_state: MrzState; mrz: Mrz | null },
): Promise<void> {
  await makeChange(context, { name: 'system', role: 'system', brand }, 'ReadDocument', async (change) => {
    const before = await loadDocument(change.tx, brand, document_id)
    const { profile_id, customer_id } = before
    const sealed = mrz && sealMrz(before, mrz, change.sealer)
    const kind = mrz === null ? null : await kindRead(change, before, mrz)
    await updateDocument(change.tx, document_id, { mrz_state, mrz: sealed, ...kind })
    change.record({
      ...{ event: 'document.read', entity_id: document_id, profile_id, customer_id },
      ...{ before: { mrz_state: before.mrz_state }, after: { mrz_state, ...kind } },
    })
    await compareDocuments(change, { profile_id, customer_id })
    return () => undefined
  })
}

type Kind = Pick<DocumentRow, 'document_type' | 'side'> & { country: string }

/**
 * Which document it is, where its customer did not say: the one that its zone says, if its field takes that. Null where it
 * is known, and where the zone does not tell.
 */
async function kindRead({ tx, actor, now }: Change, document: DocumentRow, mrz: Mrz): Promise<Kind | null> {
  if (document.country !== null || document.step_id === null) return null
  const { document_type, issuing_country: country } = extractedOf(mrz, now.slice(0, 10))
  const form = formOf(await loadStep(tx, actor.brand, document.step_id))
  const field = fieldsOf(form).find(({ name }) => name === document.field)
  if (!document_type || !country || !field || !acceptedTypes(field).includes(document_type)) return null
  return { document_type, country, side: sideOfZone(mrz) }
}
