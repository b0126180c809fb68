import type { BrandRetention } from '@/lib/contract/levels/retention'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import type { Database, DocumentRow, ProfileRow, Tx } from '@/lib/database/schema'

const DAY_MS = 24 * 60 * 60_000

/** Why somebody's data goes. */
export type RetentionReason = 'unfinished_days' | 'rejected_days' | 'ended_days'
/** A customer whose time is over. `since` is when it began. */
export type DueCustomer = Pick<ProfileRow, 'id' | 'customer_id' | 'legal_hold'> & {
  why: RetentionReason
  days: number
  since: string
}

/**
 * The customers of a brand whose time is over, also those who are held, the longest due first.
 * @param id of the only profile that is looked at.
 */
export async function dueCustomers(
  db: Database | Tx,
  brand: string,
  policy: BrandRetention,
  now: Date,
  id?: string,
): Promise<DueCustomer[]> {
  const before = daysBefore(now)
  const due: DueCustomer[] = []
  for (const why of ['unfinished_days', 'rejected_days', 'ended_days'] as const) {
    const days = policy[why]
    if (days === undefined) continue
    for (const { since, ...customer } of await CLOCKS[why](db, { brand, id }, before(days)))
      if (since !== null) due.push({ ...customer, why, days, since })
  }
  return due.toSorted((one, other) => (one.since < other.since ? -1 : 1))
}

type Found = Pick<ProfileRow, 'id' | 'customer_id' | 'legal_hold'> & { since: string | null }
type Of = { brand: string; id: string | undefined }
type Clock = (db: Database | Tx, of: Of, before: string) => Promise<Found[]>

const daysBefore = (now: Date) => (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString()

/** Those that are looked at. */
const profilesOf = (db: Database | Tx, { brand, id }: Of) => {
  const ofBrand = db.selectFrom('profiles').select(['id', 'customer_id', 'legal_hold']).where('brand', '=', brand)
  return id === undefined ? ofBrand : ofBrand.where('id', '=', id)
}

/** Whether it is known for so long who comes in: without that somebody who was there yesterday would look idle. */
async function knowsVisitsSince(db: Database | Tx, brand: string, before: string): Promise<boolean> {
  const first = await db
    .selectFrom('audit')
    .select('at')
    .where('brand', '=', brand)
    .where('event', '=', 'profile.entered')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return first !== undefined && first.at < before
}

/**
 * Who began and holds nothing: never approved, no level, no step that is approved or waits for a reviewer; and who has not
 * been there since.
 */
const idle =
  (statuses: readonly number[]): Clock =>
  async (db, of, before) => {
    if (!(await knowsVisitsSince(db, of.brand, before))) return []
    return (
      profilesOf(db, of)
        .select('updated_at as since')
        .where('first_approved_at', 'is', null)
        .where('relationship_ended_on', 'is', null)
        .where('status', 'in', statuses)
        .where('updated_at', '<', before)
        .where('level', '=', 0)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('steps')
                .select('steps.id')
                .whereRef('steps.profile_id', '=', 'profiles.id')
                .where('steps.status', 'in', [STEP_STATUS.pending, STEP_STATUS.approved]),
            ),
          ),
        )
        // Coming in and drafts change nothing of the profile itself; a link invites once more.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('audit')
                .select('audit.id')
                .whereRef('audit.brand', '=', 'profiles.brand')
                .whereRef('audit.customer_id', '=', 'profiles.customer_id')
                .where('audit.at', '>=', before)
                .where(({ eb, or }) => or([eb('audit.role', '=', 'customer'), eb('audit.event', '=', 'link.created')])),
            ),
          ),
        )
        .execute()
    )
  }

const CLOCKS: Record<RetentionReason, Clock> = {
  unfinished_days: idle([PROFILE_STATUS.none, PROFILE_STATUS.draft]),
  rejected_days: idle([PROFILE_STATUS.rejected]),
  ended_days: (db, of, before) =>
    profilesOf(db, of)
      .select('relationship_ended_on as since')
      .where('relationship_ended_on', '<', before.slice(0, 10))
      .execute(),
}

/** Why the content of a file goes before its customer does. */
type FileReason = 'removed_file_days' | 'replaced_file_days' | 'rejected_file_days'
/** A document whose file's time is over. */
export type DueFile = Pick<DocumentRow, 'id' | 'file_id' | 'profile_id' | 'document_type'> &
  Pick<ProfileRow, 'customer_id' | 'legal_hold'> & { extension: string; why: FileReason; days: number; since: string }

/** The files of a brand whose time is over, also of customers who are held, the longest due first. */
export async function dueFiles(db: Database, brand: string, policy: BrandRetention, now: Date): Promise<DueFile[]> {
  const before = daysBefore(now)
  const rows = await db
    .selectFrom('documents')
    .innerJoin('files', 'files.id', 'documents.file_id')
    .innerJoin('profiles', 'profiles.id', 'documents.profile_id')
    .leftJoin('documents as later', 'later.id', 'documents.replaced_by')
    .select(['documents.id', 'documents.file_id', 'documents.profile_id', 'documents.document_type'])
    .select(['documents.status', 'documents.decided_at', 'documents.created_at', 'later.created_at as replaced_at'])
    .select(({ selectFrom }) =>
      selectFrom('audit')
        .select(({ fn }) => fn.max('audit.at').as('at'))
        .whereRef('audit.entity_id', '=', 'documents.id')
        .where('audit.event', '=', 'document.removed')
        .as('removed_at'),
    )
    .select(['files.extension', 'profiles.customer_id', 'profiles.legal_hold'])
    .where('documents.brand', '=', brand)
    .where('files.destroyed_at', 'is', null)
    // The same file may stand in another document, which counts.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('documents as other')
            .select('other.id')
            .whereRef('other.file_id', '=', 'documents.file_id')
            .where('other.replaced_by', 'is', null)
            .where('other.status', 'not in', [DOCUMENT_STATUS.deleted, DOCUMENT_STATUS.rejected]),
        ),
      ),
    )
    .where(({ eb, or }) =>
      or([
        eb('documents.status', 'in', [DOCUMENT_STATUS.deleted, DOCUMENT_STATUS.rejected]),
        eb('documents.replaced_by', 'is not', null),
      ]),
    )
    .execute()
  return rows
    .flatMap(({ status, decided_at, created_at, removed_at, replaced_at, ...document }) => {
      const clocks: [FileReason, string | null][] = [
        ['removed_file_days', status === DOCUMENT_STATUS.deleted ? (removed_at ?? created_at) : null],
        ['rejected_file_days', status === DOCUMENT_STATUS.rejected ? (decided_at ?? created_at) : null],
        ['replaced_file_days', replaced_at],
      ]
      for (const [why, since] of clocks) {
        const days = policy[why]
        if (since !== null && days !== undefined && since < before(days)) return [{ ...document, why, days, since }]
      }
      return []
    })
    .toSorted((one, other) => (one.since < other.since ? -1 : 1))
}
