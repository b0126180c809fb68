import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import { CASE_FINDINGS, type FindingOutcome } from '@/lib/contract/verification/case-findings'
import type { ProfileRow } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/sealer'
import type { Change } from '../context'
import type { CaseFacts } from './case-facts'
import { detailOf, insertFinding, type OwnedFinding, openDetail, standingFindings } from './finding-records'
import type { Finding } from './pipeline'
import { askForChecks } from './verification-request'

/** A keyed digest of all that the checks of a case work with. */
export function digestOf(facts: CaseFacts, sealer: Sealer): string {
  return sealer.digest(`findings\n${JSON.stringify(facts)}`)
}

/**
 * Writes down what checks found: a finding that stands already stays as it is, one that does not is superseded, and a new one is
 * added. So the same checks of the same case leave nothing behind.
 */
export async function recordFindings(
  change: Change,
  profile: ProfileRow,
  findings: readonly Finding[],
  inputs: string,
): Promise<void> {
  const { tx, sealer, now } = change
  const standing = await standingFindings(tx, profile.id)
  const left = [...standing]
  const fresh = findings.filter((finding) => {
    const at = left.findIndex((row) => isSame(row, finding, sealer))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  const stays = standing.filter((row) => !left.includes(row) && row.inputs !== inputs).map(({ id }) => id)
  if (stays.length > 0)
    await tx.updateTable('findings').set({ inputs, checked_at: now }).where('id', 'in', stays).execute()
  for (const { id } of left) await tx.updateTable('findings').set({ superseded_at: now }).where('id', '=', id).execute()
  for (const finding of fresh) await insertFinding(change, profile, finding, inputs)
  if (fresh.length === 0 && left.length === 0) return
  if (fresh.some(({ code }) => code === SHARED)) await askOthers(change, profile)
  const subject = { entity_id: profile.id, profile_id: profile.id, customer_id: profile.customer_id }
  change.record({ event: 'profile.checked', ...subject, after: { ...summaryOf(findings), superseded: left.length } })
}

const SHARED = 'SHOWN_BY_ANOTHER_CUSTOMER'

/** Whoever came before with the same file is to be checked again, unless that is known of them: nothing has happened with them. */
async function askOthers(change: Change, { id, brand }: ProfileRow): Promise<void> {
  const own = change.tx.selectFrom('documents').select('checksum').where('profile_id', '=', id)
  const others = await change.tx
    .selectFrom('documents')
    .select('profile_id')
    .distinct()
    .where('checksum', 'in', own)
    .where('brand', '=', brand)
    .where('profile_id', '!=', id)
    .where('status', '!=', DOCUMENT_STATUS.deleted)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('findings')
            .select('findings.id')
            .whereRef('findings.profile_id', '=', 'documents.profile_id')
            .where('findings.code', '=', SHARED)
            .where('findings.superseded_at', 'is', null),
        ),
      ),
    )
    .execute()
  for (const { profile_id } of others) await askForChecks(change, profile_id)
}

function isSame(row: OwnedFinding, finding: Finding, sealer: Sealer): boolean {
  const { check, version, document_id, code, field = null } = finding
  const isOf = row.check_id === check && row.check_version === version && row.document_id === document_id
  if (!isOf || row.code !== code || row.field !== field) return false
  return JSON.stringify(openDetail(row, sealer)) === JSON.stringify(detailOf(finding))
}

function summaryOf(findings: readonly Finding[]) {
  const count = (outcome: FindingOutcome) =>
    findings.filter(({ code }) => CASE_FINDINGS[code].outcome === outcome).length
  const failed = findings.filter(({ code }) => CASE_FINDINGS[code].outcome === 'failed')
  return {
    ...{ passed: count('passed'), failed: failed.length, unknown: count('unknown'), waiting: count('waiting') },
    codes: [...new Set(failed.map(({ code }) => code))],
  }
}
