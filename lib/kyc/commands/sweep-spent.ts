import { z } from 'zod'
import type { FileRow } from '@/lib/database/schema'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Context } from '../context'
import { keyedCustomer } from '../records/once-per-key'

const HOUR_MS = 3_600_000
/** What is needed no more: how long after its last use, in milliseconds. */
const KEPT_FOR = {
  /** A file that its customer put to no field. Long enough for an upload that was interrupted overnight. */
  unattachedFile: 24 * HOUR_MS,
  /** A token of no link, after it has expired: whoever opens it again reads why it does not work. */
  token: 30 * 24 * HOUR_MS,
  /** An answer to a request that may be repeated. */
  idempotency: 7 * 24 * HOUR_MS,
  /** What is known of a session, which no cookie outlives. */
  session: 24 * HOUR_MS,
  /** Numbers of people, so that a year can be compared with the one before. */
  funnel: 2 * 366 * 24 * HOUR_MS,
}
const BATCH = 200

/** Removes once an hour what was used up, or begun and never gone on with. */
export const sweepSpentJob = defineJob({
  kind: 'spent.sweep',
  input: z.object({}),
  maxAttempts: 1,
  claimFor: 10 * 60_000,
  every: HOUR_MS,
  handle: (context: Context) => sweepSpent(context),
})

/** Removes a file's content, again and again until the store has done it. */
export const removeFileJob = defineJob({
  kind: 'file.remove',
  input: z.object({ id: z.string(), extension: z.string() }),
  maxAttempts: 100,
  claimFor: 60_000,
  handle: ({ store }: Context, { id, extension }) => store.remove(id, extension),
})

/**
 * Removes spent tokens, old answers to repeated requests, what is known of past sessions, and files that nobody attached; but
 * nothing of a customer under legal hold, except what is known of sessions.
 */
export async function sweepSpent(context: Context): Promise<void> {
  const { db, clock } = context
  const before = (age: number) => new Date(clock().getTime() - age).toISOString()
  await db
    .deleteFrom('tokens')
    .where('expires_at', '<', before(KEPT_FOR.token))
    .where('link_id', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('profiles')
            .select('profiles.id')
            .whereRef('profiles.brand', '=', 'tokens.brand')
            .whereRef('profiles.customer_id', '=', 'tokens.customer_id')
            .where('profiles.legal_hold', '=', 1),
        ),
      ),
    )
    .execute()
  await sweepAnswers(context, before(KEPT_FOR.idempotency))
  await db.deleteFrom('sessions').where('changed_at', '<', before(KEPT_FOR.session)).execute()
  await db.deleteFrom('funnel').where('day', '<', before(KEPT_FOR.funnel).slice(0, 10)).execute()
  for (let after = ''; ; ) {
    const files = await unattachedFiles(context, before(KEPT_FOR.unattachedFile), after)
    for (const file of files) await removeUnattached(context, file)
    const last = files.at(-1)
    if (!last) return
    after = last.id
  }
}

/** Answers to repeated requests are kept under the brand and id of their customer in one text. */
async function sweepAnswers({ db }: Context, givenBefore: string): Promise<void> {
  const held = await db.selectFrom('profiles').select(['brand', 'customer_id']).where('legal_hold', '=', 1).execute()
  await db
    .deleteFrom('idempotency')
    .where('created_at', '<', givenBefore)
    .$if(held.length > 0, (query) => query.where('customer', 'not in', held.map(keyedCustomer)))
    .execute()
}

function unattachedFiles({ db }: Context, storedBefore: string, after: string): Promise<FileRow[]> {
  return db
    .selectFrom('files')
    .selectAll()
    .where('customer_id', 'is not', null)
    .where('created_at', '<', storedBefore)
    .where('id', '>', after)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('documents').select('documents.id').whereRef('documents.file_id', '=', 'files.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('profiles')
            .select('profiles.id')
            .whereRef('profiles.brand', '=', 'files.brand')
            .whereRef('profiles.customer_id', '=', 'files.customer_id')
            .where('profiles.legal_hold', '=', 1),
        ),
      ),
    )
    .orderBy('id')
    .limit(BATCH)
    .execute()
}

async function removeUnattached(context: Context, { id, brand, customer_id, extension }: FileRow): Promise<void> {
  const system = { name: 'system', role: 'system', brand }
  await makeChange(context, system, 'Sweep', async (change) => {
    const { tx } = change
    const document = await tx.selectFrom('documents').select('id').where('file_id', '=', id).executeTakeFirst()
    // It was put to a field in the meantime.
    if (document) return () => undefined
    await tx.deleteFrom('files').where('id', '=', id).execute()
    // Of nobody: an erasure takes its customer's jobs along.
    await change.enqueue(removeFileJob, { input: { id, extension }, customer_id: '' })
    change.record({ event: 'file.swept', entity_id: id, customer_id, after: { attached: false } })
    return () => undefined
  })
}
