import { type Kysely, sql } from 'kysely'

/** The part of the schema that this migration uses. Later migrations may change it. */
type Tables = {
  audit: {
    id: string
    action: string
    entity: string
    event: string | null
    before: string | null
    after: string | null
  }
  steps: { id: string; profile_id: string; status: number; decided_at: string | null; rejected_for: string | null }
  documents: { profile_id: string; step_id: string | null; status: number; decided_at: string | null }
}

const BATCH = 1_000
/** Status numbers at the time of this migration. */
const [PENDING, APPROVED, REJECTED, EXPIRED] = [1, 2, 3, 4]
const STEP_REJECTED = 3
const DOCUMENT_REJECTED = 3

/**
 * Gives each audit row the name of its event, and each rejected step what it was rejected for, so that neither is
 * inferred.
 */
export async function addEvents(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('audit').addColumn('event', 'text').execute()
  await nameOldEvents(db)
  await db.schema.alterTable('steps').addColumn('rejected_for', 'text').execute()
  await db
    .updateTable('steps')
    .set(({ case: when, exists, selectFrom }) => ({
      // Rejecting a document rejected its step at the same time.
      rejected_for: when()
        .when(
          exists(
            selectFrom('documents')
              .select(sql`1`.as('one'))
              .whereRef('documents.profile_id', '=', 'steps.profile_id')
              .whereRef('documents.step_id', '=', 'steps.id')
              .where('documents.status', '=', DOCUMENT_REJECTED)
              .whereRef('documents.decided_at', '=', 'steps.decided_at'),
          ),
        )
        .then('document')
        .else('answers')
        .end(),
    }))
    .where('status', '=', STEP_REJECTED)
    .execute()
}

async function nameOldEvents(db: Kysely<Tables>): Promise<void> {
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('audit')
      .select(['id', 'action', 'entity', 'before', 'after'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    const byEvent = Map.groupBy(rows, eventOf)
    for (const [event, named] of byEvent) {
      const ids = named.map(({ id }) => id)
      await db.updateTable('audit').set({ event }).where('id', 'in', ids).execute()
    }
    const end = rows.at(-1)
    if (!end) return
    last = end.id
  }
}

type OldRow = Pick<Tables['audit'], 'action' | 'entity' | 'before' | 'after'>
type Fields = Record<string, unknown>

/** Derives the event of an audit row written before events had names. */
export function eventOf(row: OldRow): string {
  const before = fieldsOf(row.before)
  const after = fieldsOf(row.after) ?? {}
  if (row.entity === 'profile') return profileEventOf(before, after)
  if (row.entity === 'step') return stepEventOf(row.action, before, after)
  if (row.entity === 'document') return documentEventOf(row.action, before, after)
  if (row.entity === 'template')
    return before === null ? 'template.created' : `template.${after.deleted ? 'deleted' : 'updated'}`
  if (row.entity === 'link') return after.revoked ? 'link.revoked' : 'link.created'
  return row.entity === 'delivery' ? 'delivery.replayed' : 'file.stored'
}

/** Null for whatever is no object: nothing may keep the app from starting. */
function fieldsOf(text: string | null): Fields | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return typeof value === 'object' && !Array.isArray(value) ? (value as Fields | null) : null
  } catch {
    return null
  }
}

const PROFILE_STATUS_EVENTS = [
  'reopened',
  'in_progress',
  'pending',
  'approved',
  'rejected',
  'expired',
  'review_required',
]

function profileEventOf(before: Fields | null, after: Fields): string {
  if (after.required_level !== undefined)
    return before?.required_level === 0 ? 'profile.first_level_required' : 'profile.level_raised'
  if (after.risk_level !== undefined) return 'profile.risk_changed'
  if (after.changed !== undefined) return 'profile.details_changed'
  if (before === null) return 'profile.created'
  if (after.status === before.status) return 'profile.level_changed'
  return `profile.${PROFILE_STATUS_EVENTS[Number(after.status)] ?? 'level_changed'}`
}

function stepEventOf(action: string, before: Fields | null, after: Fields): string {
  if (after.code_sent !== undefined) return 'step.code_sent'
  if (after.verified !== undefined) return 'step.address_verified'
  if (before === null) return action === 'MngRequireKycStep' ? 'step.required' : 'step.attached'
  if (after.status === before.status) return after.confirmed_by ? 'step.confirmed' : 'step.first_approved'
  const named = { [PENDING]: 'submitted', [APPROVED]: 'approved', [REJECTED]: 'rejected', [EXPIRED]: 'expired' }
  return `step.${named[Number(after.status)] ?? 'reopened'}`
}

function documentEventOf(action: string, before: Fields | null, after: Fields): string {
  if (after.signals !== undefined) return 'document.signals_changed'
  if (before === null) return action === 'MngAddKycDocument' ? 'document.added' : 'document.attached'
  const named = { [PENDING]: 'submitted', [APPROVED]: 'approved', [REJECTED]: 'rejected', [EXPIRED]: 'expired' }
  return `document.${named[Number(after.status)] ?? 'removed'}`
}
