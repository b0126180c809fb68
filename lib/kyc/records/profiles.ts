import { v7 as uuid } from 'uuid'
import { KycError } from '@/lib/contract/errors'
import { LEVELS } from '@/lib/contract/levels/levels'
import type { ProfileRecord, ProfileSummary } from '@/lib/contract/records'
import type { ProfileScreening } from '@/lib/contract/screening/screenings'
import { PROFILE_STATUS, RISK_LEVEL, reviewRiskOf } from '@/lib/contract/statuses'
import type { Database, ProfileRow, Tx } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/sealer'
import { documentsOf, toDocument } from './documents'
import { loginsOf } from './logins'
import { notCompared } from './not-compared'
import { toExplanation } from './risk/kept-assessment'
import { stepsOf, toStep } from './steps'

/** Finds the profile of a customer within a brand. Undefined when there is none yet. */
export function findProfile(db: Database | Tx, brand: string, customerId: string): Promise<ProfileRow | undefined> {
  return db
    .selectFrom('profiles')
    .selectAll()
    .where('brand', '=', brand)
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
}

/** Loads the profile of a customer. Throws NOT_FOUND before their first visit. */
export async function loadOwnProfile(
  db: Database | Tx,
  { brand, customer_id }: Pick<ProfileRow, 'brand' | 'customer_id'>,
): Promise<ProfileRow> {
  const profile = await findProfile(db, brand, customer_id)
  if (!profile) throw new KycError('NOT_FOUND', { message: 'No profile yet.' })
  return profile
}

/** Loads a profile of this brand by id. Throws NOT_FOUND. */
export async function loadProfile(db: Database | Tx, brand: string, id: string): Promise<ProfileRow> {
  const profile = await db
    .selectFrom('profiles')
    .selectAll()
    .where('id', '=', id)
    .where('brand', '=', brand)
    .executeTakeFirst()
  if (!profile) throw new KycError('NOT_FOUND', { message: 'No such profile.' })
  return profile
}

/** The profile that another row refers to, so it must exist. */
export function profileById(db: Database | Tx, id: string): Promise<ProfileRow> {
  return db.selectFrom('profiles').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** Details of the customer that come with the token. */
export type PersonColumns = Pick<ProfileRow, 'email' | 'trading_login' | 'language'>

export async function insertProfile(
  tx: Tx,
  { brand, customer_id, ...person }: PersonColumns & Pick<ProfileRow, 'brand' | 'customer_id'>,
  sealer: Sealer,
  now: string,
): Promise<ProfileRow> {
  const id = uuid()
  const row: ProfileRow = {
    ...{ id, brand, customer_id, ...person, data_key: sealer.newPersonKey({ profile_id: id, brand, customer_id }) },
    ...{ status: PROFILE_STATUS.none, level: LEVELS.none, required_level: LEVELS.none },
    ...{ risk_level: RISK_LEVEL.unknown, risk_by_hand: 0, version: 0, drafts: 0, decision_emails: 1 },
    ...{ kyc_status: 'pending', verification_date: now },
    ...{ created_at: now, updated_at: now, approved_at: null, first_approved_at: null },
    ...{ relationship_ended_on: null, legal_hold: 0, erasure_asked: null },
    ...{ risk: null, risk_proposed: null, risk_file: null, risk_again_on: null },
    ...{ reviewed_on: null, refresh_due_on: null, refresh_asked_on: null },
    ...{ review_status: PROFILE_STATUS.none, screening_risk: 0, proposed_risk: 0, open_hits: 0, screening_state: null },
    checked_by: 0,
  }
  await tx.insertInto('profiles').values(row).execute()
  return row
}

export async function updateProfile(tx: Tx, id: string, columns: Partial<ProfileRow>): Promise<void> {
  await tx.updateTable('profiles').set(columns).where('id', '=', id).execute()
}

/**
 * Marks a profile as changed without raising its version, for example for a draft, so that caches notice.
 * @returns the profile.
 */
export function touchProfile(tx: Tx, id: string): Promise<ProfileRow> {
  return tx
    .updateTable('profiles')
    .set(({ eb }) => ({ drafts: eb('drafts', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Raises a profile's version, so that screens ask again. Returns the profile. */
export function raiseVersion(tx: Tx, id: string, now: string): Promise<ProfileRow> {
  return tx
    .updateTable('profiles')
    .set(({ eb }) => ({ version: eb('version', '+', 1), updated_at: now }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A profile with its steps and documents, except removed ones. Throws NOT_FOUND. */
export async function readProfile(
  db: Database | Tx,
  sealer: Sealer,
  brand: string,
  id: string,
): Promise<ProfileRecord> {
  const profile = await loadProfile(db, brand, id)
  const [steps, documents] = [await stepsOf(db, id), await documentsOf(db, { profile_id: id })]
  return {
    ...toSummary(profile, await notCompared(db, [id])),
    trading_logins: await loginsOf(db, id),
    risk: toExplanation(profile, sealer),
    refresh: {
      ...{ reviewed_on: profile.reviewed_on, due_on: profile.refresh_due_on },
      asked_on: profile.refresh_asked_on,
    },
    steps: steps.map((step) => toStep(step, sealer)),
    documents: documents.map((row) => toDocument(row, sealer)),
  }
}

/** What reviewers see of screening. Null where nobody was ever screened. @param behind see `notCompared`. */
export function screeningOf(row: ProfileRow, behind: ReadonlySet<string>): ProfileScreening | null {
  const { screening_state, open_hits, screening_risk, proposed_risk } = row
  const state = screening_state === 'done' && behind.has(row.id) ? 'due' : screening_state
  return state && { state, open_hits, risk_level: screening_risk, proposed_risk_level: proposed_risk || null }
}

/** Maps a row to the lists of the manager's API: the status and the risk as reviewers see them. @param behind see `notCompared`. */
export function toSummary(row: ProfileRow, behind: ReadonlySet<string>): ProfileSummary {
  const { id, customer_id, brand, review_status: status, level, required_level, email, trading_login } = row
  const risk_level = reviewRiskOf(row)
  const screening = screeningOf(row, behind)
  const { created_at, updated_at, approved_at, relationship_ended_on } = row
  return {
    ...{ id, customer_id, brand, status, level, required_level, risk_level, email, trading_login },
    proposed_risk_level: row.risk_proposed,
    ...{ created_at, updated_at, approved_at, relationship_ended_on, legal_hold: row.legal_hold === 1 },
    ...(screening && { screening }),
  }
}
