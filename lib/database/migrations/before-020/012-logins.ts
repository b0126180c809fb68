import { type Kysely, sql } from 'kysely'

/** The part of the schema that this migration uses. */
type Tables = {
  profiles: Record<'id' | 'created_at' | 'updated_at' | 'kyc_status' | 'verification_date', string> &
    Record<'trading_login' | 'approved_at' | 'first_approved_at', string | null> & { status: number }
  logins: Record<'profile_id' | 'trading_login' | 'first_seen_at', string>
  steps: { id: string; required_by_hand: number }
  audit: Record<'entity_id' | 'event' | 'at', string>
  jobs: Record<'id' | 'kind' | 'input', string> & Record<'ordered_by' | 'done_at', string | null>
}

/**
 * For what cTrader hears: every trading login of a customer, the word that it heard last, whether a customer was ever
 * approved; which steps a reviewer asked for, and why a step is skipped.
 */
export async function addLogins(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('logins')
    .addColumn('profile_id', 'text', (column) => column.notNull().references('profiles.id'))
    .addColumn('trading_login', 'text', (column) => column.notNull())
    .addColumn('first_seen_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('logins_by_profile', ['profile_id', 'trading_login'])
    .execute()
  await db
    .insertInto('logins')
    .columns(['profile_id', 'trading_login', 'first_seen_at'])
    .expression(({ selectFrom }) =>
      selectFrom('profiles')
        .select(({ ref }) => ['id', ref('trading_login').$notNull().as('trading_login'), 'created_at'])
        .where('trading_login', 'is not', null),
    )
    .execute()
  await describeProfiles(db)
  await db.schema
    .alterTable('steps')
    .addColumn('required_by_hand', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('steps').addColumn('skipped_for', 'text').execute()
  await db
    .updateTable('steps')
    .set({ required_by_hand: 1 })
    .where('id', 'in', ({ selectFrom }) => selectFrom('audit').select('entity_id').where('event', '=', 'step.required'))
    .execute()
  await orderByLogin(db)
}

async function describeProfiles(db: Kysely<Tables>): Promise<void> {
  const add = (name: string, initial: string) =>
    db.schema
      .alterTable('profiles')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(initial))
      .execute()
  await add('kyc_status', 'pending')
  await add('verification_date', '')
  await db.schema.alterTable('profiles').addColumn('first_approved_at', 'text').execute()
  await db
    .updateTable('profiles')
    .set(({ fn, ref, selectFrom }) => ({
      verification_date: fn.coalesce(ref('approved_at'), ref('updated_at')),
      first_approved_at: fn.coalesce(
        selectFrom('audit')
          .select(({ fn: { min } }) => min('at').as('at'))
          .whereRef('audit.entity_id', '=', 'profiles.id')
          .where('event', '=', 'profile.approved'),
        ref('approved_at'),
      ),
    }))
    .execute()
  await db.updateTable('profiles').set({ kyc_status: WORD }).execute()
}

/** cTrader's word for a profile, by the numbers of this migration's time: profile, step and risk. */
const WORD = sql<string>`case
  when risk_level = 4 then 'rejected'
  when status = 3 then 'approved'
  when status = 5 then 'expired'
  when status = 4 and exists (select 1 from steps where steps.profile_id = profiles.id and steps.required = 1
    and steps.status = 3 and steps.reject_type = 'final') then 'rejected'
  when status = 4 then 'additional_info_required'
  when status = 1 and (first_approved_at is not null or exists (select 1 from steps where steps.profile_id = profiles.id
    and steps.required = 1 and steps.status = 0 and steps.decided_at is not null)) then 'additional_info_required'
  else 'pending' end`

/** Callbacks that wait, or may be replayed, are in order per login from now on. */
async function orderByLogin(db: Kysely<Tables>): Promise<void> {
  const waiting = await db
    .selectFrom('jobs')
    .select(['id', 'ordered_by', 'input'])
    .where('kind', '=', 'ctrader.kyc-status')
    .where('done_at', 'is', null)
    .execute()
  for (const { id, ordered_by, input } of waiting) {
    const { tradingLogin } = JSON.parse(input)
    await db
      .updateTable('jobs')
      .set({ ordered_by: `${ordered_by}/${tradingLogin}` })
      .where('id', '=', id)
      .execute()
  }
}
