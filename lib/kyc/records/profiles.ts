import { v7 as uuid } from 'uuid'
import { KycError } from '@/lib/contract/errors'
import { LEVELS } from '@/lib/contract/levels/levels'
import type { ProfileRecord, ProfileSummary } from '@/lib/contract/records'
import { PROFILE_STATUS, RISK_LEVEL } from '@/lib/contract/statuses'
import type { Database, ProfileRow, Tx } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/sealer'
import { documentsOf, toDocument } from './documents'
import { loginsOf } from './logins'
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
    ...toSummary(profile),
    trading_logins: await loginsOf(db, id),
    steps: steps.map((step) => toStep(step, sealer)),
    documents: documents.map((row) => toDocument(row, sealer)),
  }
}

/** Maps a row to the lists of the manager's API. */
export function toSummary(row: ProfileRow): ProfileSummary {
  const { id, customer_id, brand, status, level, required_level, risk_level, email, trading_login } = row
  const { created_at, updated_at, approved_at, relationship_ended_on } = row
  return {
    ...{ id, customer_id, brand, status, level, required_level, risk_level, email, trading_login },
    ...{ created_at, updated_at, approved_at, relationship_ended_on, legal_hold: row.legal_hold === 1 },
  }
}
