import { fieldsOf } from '@/lib/contract/fields'
import type { Answers } from '@/lib/contract/form'
import type { AddressBlock, PrintedDate } from '@/lib/contract/pictures/print'
import type { Mrz, ScanState } from '@/lib/contract/records'
import type { SignalCode } from '@/lib/contract/signals'
import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import type { Database, DocumentRow, ProfileRow, ScreeningState, Tx } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/sealer'
import { visibleAnswers } from '@/lib/form/visibility'
import {
  currentDocuments,
  type OwnedDocument,
  openAddressBlocks,
  openMrz,
  openPrintedDates,
  signalsOf,
} from '../records/documents'
import { formOf, type OwnedStep, openAnswers, stepsOf } from '../records/steps'
import { answersByMeaning } from '../rules/field-meaning'
import { isZoneType } from './extract-mrz'
import { isLetterType } from './read-address'

/** What checks work with: what a customer has submitted, and what was read of it. */
export type CaseFacts = {
  /** The earliest day that it still is somewhere. */
  readonly today: string
  /** By what they mean, whatever their fields are called. */
  readonly answers: Answers
  readonly papers: readonly Paper[]
  readonly screening: { readonly state: ScreeningState | null; readonly open: number; readonly listed: number }
}

/** `none`: there is nothing to read on such a document. `missing`: there is, and it was not read. */
type Reading<Read> = { state: 'none' } | { state: 'waiting' } | { state: 'missing' } | ({ state: 'read' } & Read)

/** A document with its sides. */
export type Paper = Pick<DocumentRow, 'document_type' | 'country'> & {
  readonly max_age_months: number
  readonly sides: readonly [Side, ...Side[]]
  readonly zone: Reading<{ document_id: string; mrz: Mrz }>
  readonly print: Reading<{ document_id: string; blocks: AddressBlock[]; dates: PrintedDate[] | null }>
}

export type Side = {
  readonly document_id: string
  readonly scan: ScanState | null
  readonly signals: readonly SignalCode[]
  /** Whether another customer of the brand has the same file. */
  readonly shared: boolean
}

/** What supervisors of most countries ask of a proof of address. */
const USUAL_MONTHS = 3

/** What is known of a case now, where the customer has submitted something. */
export async function loadCase(
  { tx, sealer, today }: { tx: Database | Tx; sealer: Sealer; today: string },
  { id, screening_state, open_hits }: ProfileRow,
): Promise<CaseFacts> {
  const steps = (await stepsOf(tx, id)).toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const shown = (await currentDocuments(tx, { profile_id: id })).filter(
    ({ status }) => status !== DOCUMENT_STATUS.uploaded,
  )
  const shared = await sharedAmong(tx, shown)
  const listed = await tx
    .selectFrom('screening_hits')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('profile_id', '=', id)
    .where('state', '=', 'true_match')
    .executeTakeFirstOrThrow()
  const papers = Map.groupBy(shown, paperOf)
  return {
    today,
    answers: Object.assign({}, ...steps.flatMap((step) => submittedAnswers(step, sealer))),
    papers: [...papers.values()].map((sides) => toPaper(sides, { steps, shared, sealer })),
    screening: { state: screening_state, open: open_hits, listed: Number(listed.count) },
  }
}

function submittedAnswers(step: OwnedStep, sealer: Sealer): Answers[] {
  const given = openAnswers(step, 'answers', sealer)
  // Where two fields of a step mean the same, the first counts, as for the customer.
  return given === null ? [] : answersByMeaning(formOf(step), visibleAnswers(formOf(step), given)).slice(0, 1)
}

/** The sides of a document stand in the same field. What staff added stands in none, and is a document by itself. */
function paperOf({ id, step_id, field, document_type }: DocumentRow): string {
  return step_id === null || field === null ? id : [step_id, field, document_type].join(' ')
}

type Known = { steps: readonly OwnedStep[]; shared: ReadonlySet<string>; sealer: Sealer }

function toPaper(rows: readonly OwnedDocument[], { steps, shared, sealer }: Known): Paper {
  const [first, ...others] = rows as [OwnedDocument, ...OwnedDocument[]]
  const side = (row: OwnedDocument): Side => ({
    ...{ document_id: row.id, scan: row.scan, signals: signalsOf(row).map(({ code }) => code) },
    shared: shared.has(row.checksum),
  })
  const step = steps.find(({ id }) => id === first.step_id)
  const field = step && fieldsOf(formOf(step)).find(({ name }) => name === first.field)
  const { document_type, country } = first
  return {
    ...{ document_type, country, max_age_months: field?.max_age_months ?? USUAL_MONTHS },
    sides: [side(first), ...others.map(side)],
    zone: isZoneType(document_type) ? zoneOf(rows, sealer) : { state: 'none' },
    print: isLetterType(document_type) ? printOf(rows, sealer) : { state: 'none' },
  }
}

function zoneOf(rows: readonly OwnedDocument[], sealer: Sealer): Paper['zone'] {
  if (rows.some(({ mrz_state }) => mrz_state === 'pending')) return { state: 'waiting' }
  for (const row of rows) {
    const mrz = openMrz(row, sealer)
    if (mrz) return { state: 'read', document_id: row.id, mrz }
  }
  return { state: 'missing' }
}

function printOf(rows: readonly OwnedDocument[], sealer: Sealer): Paper['print'] {
  if (rows.some(({ address_state }) => address_state === 'pending')) return { state: 'waiting' }
  const row = rows.find(({ address_state }) => address_state === 'done')
  if (!row) return { state: 'missing' }
  const read = { blocks: openAddressBlocks(row, sealer), dates: openPrintedDates(row, sealer) }
  return { state: 'read', document_id: row.id, ...read }
}

/** The checksums of files that other customers of the brand have, too. */
async function sharedAmong(tx: Database | Tx, shown: readonly OwnedDocument[]): Promise<Set<string>> {
  const [first] = shown
  if (!first) return new Set()
  const rows = await tx
    .selectFrom('documents')
    .select('checksum')
    .distinct()
    .where('checksum', 'in', [...new Set(shown.map(({ checksum }) => checksum))])
    .where('brand', '=', first.brand)
    .where('profile_id', '!=', first.profile_id)
    .where('status', '!=', DOCUMENT_STATUS.deleted)
    .execute()
  return new Set(rows.map(({ checksum }) => checksum))
}
