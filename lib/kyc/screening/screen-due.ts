import { z } from 'zod'
import { inTransaction } from '@/lib/database/transaction'
import { defineJob } from '@/lib/jobs/job'
import { enqueue } from '@/lib/jobs/rows'
import type { Context } from '../context'
import { indexInForce, isScreeningOn } from './indexes'
import { rememberPerson } from './notice-person'
import { screenChangesJob } from './screen-changes'
import { failFor, recordIfCurrent, requireInForce, searchFor } from './screen-profile'
import { type OwnedSubject, ownedSubjects } from './subject-records'

const BATCH = 200
const HOUR = 60 * 60_000
const DAY = 24 * HOUR

/**
 * Every hour: screens who was never screened because there was no list then, whose screening failed, and whose last one is too
 * long ago; and goes on with the changes of a list where that was given up.
 */
export const screenDueJob = defineJob({
  kind: 'screening.due',
  input: z.object({}),
  maxAttempts: 1,
  claimFor: 2 * 60_000,
  renewFor: DAY,
  every: HOUR,
  handle: (context: Context) => screenDue(context),
})

export async function screenDue(context: Context): Promise<void> {
  const { db, clock } = context
  if (!(await isScreeningOn(db))) return
  await rememberEverybody(context)
  const index = await indexInForce(db)
  if (!index) return
  if (index.delta_done_at === null)
    await enqueue(db, screenChangesJob, { input: {}, now: clock().toISOString(), key: screenChangesJob.kind })
  await screenWaiting(context)
  await screenOld(context)
}

/** Keeps whom to look for of every profile from before there was a list. */
async function rememberEverybody({ db, sealer }: Context): Promise<void> {
  for (;;) {
    const profiles = await db
      .selectFrom('profiles')
      .select('id')
      .where('screening_state', 'is', null)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    if (profiles.length === 0) return
    for (const { id } of profiles) await inTransaction(db, (tx) => rememberPerson({ tx, sealer }, id))
  }
}

/** Who is due or has failed. A job of their own may be under way, and then one of the two comes too late. */
async function screenWaiting(context: Context): Promise<void> {
  for (const state of ['due', 'failed'] as const) {
    let after = ''
    for (;;) {
      const people = await ownedSubjects(context.db)
        .where('profiles.screening_state', '=', state)
        .where('profiles.id', '>', after)
        // Said of both tables, or a database may read one from its beginning for each batch.
        .where('screening_subjects.profile_id', '>', after)
        .orderBy('profiles.id')
        .limit(BATCH)
        .execute()
      const last = people.at(-1)
      if (!last) break
      after = last.profile_id
      await screenAll(context, people, 'person')
    }
  }
}

async function screenOld(context: Context): Promise<void> {
  const { db, screening, clock } = context
  for (const { brand } of await db.selectFrom('audit_heads').select('brand').execute()) {
    const before = new Date(clock().getTime() - screening.settingsOf(brand).every_days * DAY).toISOString()
    let after = { screened_at: '', profile_id: '' }
    for (;;) {
      const people = await ownedSubjects(db)
        .where('screening_subjects.brand', '=', brand)
        .where('screening_subjects.screened_at', '<', before)
        .where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple('screening_subjects.screened_at', 'screening_subjects.profile_id'),
            '>',
            tuple(after.screened_at, after.profile_id),
          ),
        )
        .orderBy('screening_subjects.screened_at')
        .orderBy('screening_subjects.profile_id')
        .limit(BATCH)
        .execute()
      const last = people.at(-1)
      if (!last) break
      after = { screened_at: last.screened_at ?? '', profile_id: last.profile_id }
      await screenAll(context, people, 'schedule')
    }
  }
}

async function screenAll(context: Context, people: readonly OwnedSubject[], why: 'person' | 'schedule'): Promise<void> {
  const searched = await requireInForce(context)
  const { index } = searched
  for (const ofBrand of Map.groupBy(people, ({ brand }) => brand).values()) {
    for (const { subject, screening } of await searchFor(context, ofBrand, searched)) {
      if (screening) await recordIfCurrent(context, subject, screening, { index, why, whole: true })
      else await failFor(context, subject, { why, asked_by: null })
    }
  }
}
