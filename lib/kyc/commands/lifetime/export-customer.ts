import type { AuditRow } from '@/lib/contract/audit'
import type { Action } from '@/lib/contract/events'
import type { ManagerInput } from '@/lib/contract/manager'
import type { FileContent } from '@/lib/contract/pictures/file-content'
import type { DocumentRecord, ProfileRecord } from '@/lib/contract/records'
import { isInward } from '@/lib/contract/verification/case-findings'
import type { FileRow, ProfileRow } from '@/lib/database/schema'
import { type ZipEntry, zipStream } from '@/lib/files/zip'
import { drawnForm } from '@/lib/form/drawn-form'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { definitionOf } from '../../events'
import { customerAudit, toAuditRow } from '../../records/audit'
import { filesOfCustomer } from '../../records/files'
import { loadProfile, readProfile } from '../../records/profiles'
import { ownedAlerts, toAlert } from '../../records/risk/alerts'
import { toTransaction, transactionsInOrder } from '../../records/risk/transactions'
import { customerSummary, type ExportedProfile, type HistoryRow } from '../../rules/customer-summary'
import { hitsOf, toHit } from '../../screening/hit-records'
import { screeningsOf } from '../../screening/view-screenings'
import { findingsOf, toFinding } from '../../verification/finding-records'

/**
 * All that is known of a customer, as a ZIP that a person can read: answers, documents with their files, decisions, and the
 * audit. Removed documents are left out, as everywhere. That somebody takes it with them is recorded before a byte of it
 * leaves. Screenings, hits, risk, legal holds and what staff wrote to one another are in it only for an authority: of a match the customer
 * must not learn. Throws NOT_FOUND.
 */
export async function exportCustomer(
  context: Context,
  actor: Actor,
  { id, screening }: ManagerInput<'MngExportKycCustomer'>,
): Promise<FileContent> {
  const { db, sealer, store, clock } = context
  const isForAuthority = screening === 'on'
  const read = await readProfile(db, sealer, actor.brand, id)
  const profile = isForAuthority ? read : outsideOf(read, await loadProfile(db, actor.brand, id))
  return {
    ...{ file_name: `customer-${profile.customer_id}.zip`, content_type: 'application/zip' },
    ...{ file_size: null, checksum: null, disposition: 'attachment' },
    open: async () => {
      const { customer_id, documents } = profile
      // What nobody may open goes to nobody; its document says so.
      const files = (await filesOfCustomer(db, profile)).filter(({ scan }) => scan === null || scan === 'clean')
      const paths = new Map(files.map((file, at) => [file.id, pathOf(file, documents, at)]))
      await makeChange(context, actor, 'MngExportKycCustomer', async ({ record }) => {
        const after = { files: files.length }
        record({ event: 'profile.exported', entity_id: id, profile_id: id, customer_id, after })
        return () => undefined
      })
      const rows = (await customerAudit(db, actor.brand, customer_id)).map(toAuditRow)
      const audit = isForAuthority ? rows : rows.flatMap(historyRow)
      const { transactions, alerts } = await dealingsOf(context, actor, id, isForAuthority)
      const now = clock()
      const entries: ZipEntry[] = [
        { path: 'summary.txt', text: customerSummary(profile, audit, paths, now.toISOString()) },
        { path: 'profile.json', text: JSON.stringify(profile, null, 2) },
        { path: 'audit.json', text: JSON.stringify(audit, null, 2) },
        { path: 'transactions.json', text: JSON.stringify(transactions, null, 2) },
        ...(isForAuthority ? [{ path: 'alerts.json', text: JSON.stringify(alerts, null, 2) }] : []),
        await findingsFile(context, id, isForAuthority),
        ...(isForAuthority ? [await screeningFile(context, id)] : []),
        ...files.map((file) => ({
          ...{ path: paths.get(file.id) ?? file.id, size: file.size },
          read: () => store.read(file.id, file.extension, sealer.fileKey(file)),
        })),
      ]
      return zipStream(entries, now)
    },
  }
}

/** What the customer may know of: no hit, no risk, no legal hold, and nothing that follows from them. */
function outsideOf(profile: ProfileRecord, { status }: ProfileRow): ExportedProfile {
  const { risk_level: _level, risk: _risk, proposed_risk_level: _proposed, screening: _screening, ...others } = profile
  const { legal_hold: _hold, ...known } = others
  const steps = known.steps.map((step) => ({ ...step, form_schema: step.form_schema && drawnForm(step.form_schema) }))
  return { ...known, steps, status }
}

/** To read these lists is to look at matches, or at what is suspected. */
const INWARD_LOOKS: readonly Action[] = ['MngGetKycScreenings', 'MngGetKycHits', 'MngGetKycAlerts', 'MngGetKycFindings']

/**
 * A row of the audit as its customer may read it, if at all. Comments are written for staff, who write of matches in any of them;
 * and that a risk level was set tells as much as why (docs/decisions/0028-what-a-customer-takes-with-them.md).
 */
function historyRow({ action, comment: _comment, ...row }: AuditRow): HistoryRow[] {
  return definitionOf(row.event).inward || INWARD_LOOKS.includes(action) ? [] : [row]
}

async function screeningFile({ db, sealer }: Context, profileId: string): Promise<ZipEntry> {
  const hits = (await hitsOf(db, profileId)).map((row) => toHit(row, sealer))
  const screenings = await screeningsOf(db, profileId)
  return { path: 'screening.json', text: JSON.stringify({ screenings, hits }, null, 2) }
}

/** What checks found; of lists and of other customers only for an authority. */
async function findingsFile({ db, sealer }: Context, profileId: string, isForAuthority: boolean): Promise<ZipEntry> {
  const findings = (await findingsOf(db, profileId)).map((row) => toFinding(row, sealer))
  const known = isForAuthority ? findings : findings.filter(({ check }) => !isInward(check))
  return { path: 'findings.json', text: JSON.stringify(known, null, 2) }
}

/** The transactions that the broker told of, and what rules made of them. */
async function dealingsOf({ db, sealer }: Context, { brand }: Actor, id: string, isForAuthority: boolean) {
  const profile = await loadProfile(db, brand, id)
  const transactions = []
  for await (const row of transactionsInOrder(db, id)) {
    const { decision, ...known } = toTransaction(row, profile, sealer)
    transactions.push(isForAuthority ? { ...known, decision } : known)
  }
  const alerts = await ownedAlerts(db).where('alerts.profile_id', '=', id).orderBy('alerts.id').execute()
  return { transactions, alerts: alerts.map((row) => toAlert(row, sealer)) }
}

/** A name that says what it is; the person's own name for the file may be anything. */
function pathOf({ id, extension }: FileRow, documents: readonly DocumentRecord[], at: number): string {
  const document = documents.find(({ file_id }) => file_id === id)
  const what = document ? `${document.document_type}-${document.side}` : 'not-attached'
  return `files/${String(at + 1).padStart(2, '0')}-${what}.${extension}`
}
