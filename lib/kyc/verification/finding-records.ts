import { v7 as uuid } from 'uuid'
import {
  CASE_FINDINGS,
  type CaseFindingRecord,
  type FindingDetail,
  findingDetailSchema,
} from '@/lib/contract/verification/case-findings'
import type { Database, FindingRow, ProfileRow, Tx } from '@/lib/database/schema'
import type { Owner, Sealer } from '@/lib/files/sealer'
import { OWNER_COLUMNS, openJson, ownerOf, sealJson } from '../records/sealed'
import type { Finding } from './pipeline'

/** What checks found, sealed as far as it quotes answers and documents. */

export type OwnedFinding = FindingRow & Owner

const placeOf = (id: string) => ['findings', 'detail', id] as const

export function ownedFindings(db: Database | Tx) {
  return db
    .selectFrom('findings')
    .innerJoin('profiles', 'profiles.id', 'findings.profile_id')
    .selectAll('findings')
    .select([...OWNER_COLUMNS])
}

/** All findings of a profile, oldest first. */
export function findingsOf(db: Database | Tx, profileId: string): Promise<OwnedFinding[]> {
  return ownedFindings(db).where('findings.profile_id', '=', profileId).orderBy('findings.id').execute()
}

/** The findings of a profile that stand. */
export async function standingFindings(db: Database | Tx, profileId: string): Promise<OwnedFinding[]> {
  return (await findingsOf(db, profileId)).filter(({ superseded_at }) => superseded_at === null)
}

/** Null where it does not open: it was changed, or belongs to another row. */
export function openDetail(row: OwnedFinding, sealer: Sealer): FindingDetail | null {
  return openJson(findingDetailSchema, row.detail, row, placeOf(row.id), sealer)
}

export function detailOf({ evidence = {}, place = null }: Finding): FindingDetail {
  return { evidence, place }
}

export async function insertFinding(
  { tx, sealer, now }: { tx: Tx; sealer: Sealer; now: string },
  profile: ProfileRow,
  finding: Finding,
  inputs: string,
): Promise<void> {
  const id = uuid()
  const { check, version, document_id, code, field = null } = finding
  const { outcome, severity } = CASE_FINDINGS[code]
  const detail = sealJson(detailOf(finding), ownerOf(profile), placeOf(id), sealer)
  await tx
    .insertInto('findings')
    .values({
      ...{ id, brand: profile.brand, profile_id: profile.id, document_id, check_id: check, check_version: version },
      ...{ outcome, severity, code, field, detail, inputs, found_at: now, checked_at: now, superseded_at: null },
    })
    .execute()
}

/** Maps a row to the manager's API. */
export function toFinding(row: OwnedFinding, sealer: Sealer): CaseFindingRecord {
  const { id, profile_id, customer_id, document_id, check_id: check, check_version, outcome, severity, code } = row
  const { field, found_at, checked_at, superseded_at } = row
  const detail = openDetail(row, sealer)
  return {
    ...{ id, profile_id, customer_id, document_id, check, check_version, outcome, severity, code, field },
    ...(detail ?? { evidence: {}, place: null }),
    ...{ found_at, checked_at, superseded_at },
    ...(detail === null && { damaged: ['detail' as const] }),
  }
}
