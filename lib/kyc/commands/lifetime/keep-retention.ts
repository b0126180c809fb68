import { z } from 'zod'
import type { BrandRetention } from '@/lib/contract/levels/retention'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { type DueCustomer, type DueFile, dueCustomers, dueFiles } from '../../queries/retention-plan'
import { destroyFile } from '../../records/files'
import { profileById } from '../../records/profiles'
import { eraseProfile } from '../../transitions/erase-profile'
import { destroyFilesJob } from './destroy-files'

/** Erases every day whose time is over by the policy of the brand. */
export const keepRetentionJob = defineJob({
  kind: 'retention.keep',
  input: z.object({}),
  maxAttempts: 1,
  claimFor: 60 * 60_000,
  every: 24 * 60 * 60_000,
  handle: (context: Context) => keepRetention(context),
})

/**
 * Erases whoever is due and not held. One that fails does not stop the others: all errors are thrown together at the end.
 */
export async function keepRetention(context: Context): Promise<void> {
  const failed: unknown[] = []
  for (const [brand, policy] of context.retention) {
    for (const customer of await dueCustomers(context.db, brand, policy, context.clock()))
      await eraseDue(context, brand, policy, customer).catch((error: unknown) => failed.push(error))
    for (const file of await dueFiles(context.db, brand, policy, context.clock()))
      await destroyDue(context, brand, file).catch((error: unknown) => failed.push(error))
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} customers or files could not be erased`)
}

async function eraseDue(context: Context, brand: string, policy: BrandRetention, due: DueCustomer): Promise<void> {
  const { id } = due
  await makeChange(context, { name: 'system', role: 'system', brand }, 'Erase', async (change) => {
    // They may have come back meanwhile, or a reviewer holds them.
    const still = await dueCustomers(change.tx, brand, policy, context.clock(), id)
    if (still.every(({ legal_hold }) => legal_hold === 1)) return () => undefined
    const { why, days, since } = due
    const comment = `${why}: ${days}, since ${since}`
    await eraseProfile(change, await profileById(change.tx, id), { comment, asked_by: 'policy' })
    return () => undefined
  })
  context.cache.delete(id)
}

/** The document stays, and tells that there was one; what it showed, and what was read from it, goes. */
async function destroyDue(context: Context, brand: string, due: DueFile): Promise<void> {
  const { id, file_id, extension, profile_id, customer_id, why } = due
  await makeChange(context, { name: 'system', role: 'system', brand }, 'Erase', async (change) => {
    const { legal_hold } = await profileById(change.tx, profile_id)
    if (legal_hold === 1 || !(await destroyFile(change.tx, file_id, change.now))) return () => undefined
    change.record({ event: 'document.file_destroyed', entity_id: id, profile_id, customer_id, after: { why } })
    await change.enqueue(destroyFilesJob, { input: { files: [{ id: file_id, extension }] }, customer_id: '' })
    return () => undefined
  })
}

/** What would go now, and why, brand by brand. */
export function retentionPlan({ db, clock, retention }: Context) {
  return Promise.all(
    [...retention].map(async ([brand, policy]) => ({
      brand,
      customers: await dueCustomers(db, brand, policy, clock()),
      files: await dueFiles(db, brand, policy, clock()),
    })),
  )
}
