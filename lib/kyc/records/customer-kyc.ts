import type { CustomerDocument, CustomerKyc, CustomerNote, CustomerStep, Rejection } from '@/lib/contract/customer'
import { asksNothing, fieldsOf } from '@/lib/contract/fields'
import type { Mrz } from '@/lib/contract/records'
import { DOCUMENT_NOTES } from '@/lib/contract/signals'
import { DOCUMENT_STATUS, isProhibited, PROFILE_STATUS, STEP_STATUS, statusName } from '@/lib/contract/statuses'
import { MRZ_FIELDS } from '@/lib/contract/well-known'
import type { Database, DocumentRow, ProfileRow, StepRow, Tx } from '@/lib/database/schema'
import type { Owner, Sealer } from '@/lib/files/sealer'
import type { Context } from '../context'
import { timelineOf } from '../events/timeline'
import { cardOf, offeredByCard } from '../rules/card-barcode'
import { answerOfZone, extractedOf, extractionOf } from '../rules/extracted'
import { addressOf } from '../rules/printed-address'
import type { HolderName } from '../rules/printed-address/holder-line'
import { timelineRows } from './audit'
import { verifiedAddresses } from './codes'
import {
  type OwnedDocument,
  openAddressBlocks,
  openBarcodes,
  openMrz,
  ownedDocuments,
  proposedDocuments,
  signalsOf,
} from './documents'
import { namesOfHolder } from './holder-names'
import { openMessage, openQuestion } from './message-to-customer'
import { offeredLevels } from './offered-levels'
import { formOf, type OwnedStep, openAnswers, stepsOf } from './steps'
import { titleOf } from './titles'

/** Everything that the screens show about a customer. */
export async function readKyc(
  db: Database | Tx,
  { sealer, receivers }: Pick<Context, 'sealer' | 'receivers'>,
  profile: ProfileRow,
): Promise<CustomerKyc> {
  const mayChoose = receivers.email !== null && profile.email !== null
  const steps = await stepsOf(db, profile.id)
  // Including removed ones, because the timeline may mention them.
  const documents = await ownedDocuments(db)
    .where('documents.profile_id', '=', profile.id)
    .orderBy('documents.id')
    .execute()
  const verified = await verifiedAddresses(db, profile.id)
  const happened = await timelineRows(db, profile.brand, profile.customer_id)
  const { customer_id, brand, email, level, required_level, version, approved_at } = profile
  const names = namesOfHolder(steps, documents, sealer)
  return {
    ...(mayChoose && { decision_emails: profile.decision_emails === 1 }),
    ...{ customer_id, brand, email, level, required_level, version, approved_at },
    status: statusName(PROFILE_STATUS, profile.status),
    closed: isProhibited(profile),
    steps: steps.map((step) => ({
      ...toCustomerStep(step, documents, names, sealer),
      verified: verified.get(step.id) ?? {},
    })),
    offered_levels: await offeredLevels(db, profile, steps),
    timeline: timelineOf(happened, steps, documents),
  }
}

function toCustomerStep(
  row: OwnedStep,
  documents: OwnedDocument[],
  names: readonly HolderName[],
  sealer: Sealer,
): Omit<CustomerStep, 'verified'> {
  const { id, code, level, submission, submitted_at, decided_at } = row
  const own = documents.filter(
    ({ step_id, replaced_by, status }) => step_id === id && replaced_by === null && status !== DOCUMENT_STATUS.deleted,
  )
  return {
    ...{ id, code, title: titleOf(row), level, submission, submitted_at, decided_at },
    ...{ required: row.required === 1, status: statusName(STEP_STATUS, row.status), form_schema: formOf(row) },
    template_version: row.template_version,
    submitted_by: row.submitted_by === null ? 'customer' : 'staff',
    ...{ draft: openAnswers(row, 'draft', sealer), answers: openAnswers(row, 'answers', sealer) },
    rejection: rejectionOf(row, 'steps', sealer),
    question: openQuestion(row, sealer),
    refresh_by: row.refresh_by,
    documents: proposedDocuments(own).map((document) => toCustomerDocument(document, names, sealer)),
    removed: removedFrom(row, own, documents),
    mergeable: true,
    correctable: row.status === STEP_STATUS.pending && !asksNothing(formOf(row)),
  }
}

/** What was removed from the fields that the form has and that are empty now: the last document of each. */
function removedFrom(
  step: StepRow,
  current: readonly DocumentRow[],
  all: readonly DocumentRow[],
): CustomerStep['removed'] {
  return fieldsOf(formOf(step)).flatMap(({ name: field }) => {
    if (current.some((document) => document.field === field)) return []
    const last = all.findLast((document) => document.step_id === step.id && document.field === field)
    return last?.status === DOCUMENT_STATUS.deleted ? [{ field, document_type: last.document_type }] : []
  })
}

/** Maps a document to what its customer may see. @param names whose address it may have. */
export function toCustomerDocument(row: OwnedDocument, names: readonly HolderName[], sealer: Sealer): CustomerDocument {
  const { id, step_id, field, file_id, document_type, side, country } = row
  const { file_name, content_type, file_size, checksum, created_at } = row
  const mrz = openMrz(row, sealer)
  const card = cardOf(openBarcodes(row, sealer))
  return {
    ...{ id, step_id, field, file_id, document_type, side, country },
    ...{ file_name, content_type, file_size, checksum, created_at },
    ...{ status: statusName(DOCUMENT_STATUS, row.status), rejection: rejectionOf(row, 'documents', sealer) },
    extraction: extractionOf(row.mrz_state, row.barcode_state, row.address_state),
    extracted: {
      ...(card && offeredByCard(card)),
      ...(mrz && extractedOf(mrz, created_at.slice(0, 10))),
      ...addressOf(openAddressBlocks(row, sealer), names, country),
    },
    notes: notesOf(row, mrz),
  }
}

/** The signals that the customer can do something about, without what they have kept. */
function notesOf(row: DocumentRow, mrz: Mrz | null): CustomerNote[] {
  return signalsOf(row).flatMap(({ code, field, kept }) => {
    const known = DOCUMENT_NOTES.find((note) => note === code)
    if (!known || kept) return []
    const name = MRZ_FIELDS.find((one) => one === field)
    return [
      {
        code: known,
        field: field ?? null,
        read: mrz && name ? answerOfZone(mrz, name, row.created_at.slice(0, 10)) : null,
      },
    ]
  })
}

type Rejected = Owner & Pick<StepRow, 'id' | 'reason_code' | 'reject_type' | 'message'>

function rejectionOf(row: Rejected, table: 'steps' | 'documents', sealer: Sealer): Rejection | null {
  const { reason_code, reject_type } = row
  const message = openMessage(row, table, sealer)
  return reason_code && { reason_code, reject_type: reject_type ?? 'retry', ...(message && { message }) }
}
