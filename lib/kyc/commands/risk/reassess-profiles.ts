import { z } from 'zod'
import type { BrandRisk } from '@/lib/contract/risk/risk-rules'
import type { ProfileRow } from '@/lib/database/schema'
import { defineJob } from '@/lib/jobs/job'
import { judgeProfile } from '../../assess-profile'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { loadProfile, updateProfile } from '../../records/profiles'
import { stepsOf } from '../../records/steps'
import { stampOf } from '../../rules/risk/file-stamp'
import { refreshColumns } from '../../rules/risk/refresh-due'

const BATCH = 200

/** Judges every 15 minutes those whose rules, or whose age or sums by them, are others than when they were judged. */
export const reassessProfilesJob = defineJob({
  kind: 'risk.reassess',
  input: z.object({}),
  maxAttempts: 1,
  claimFor: 5 * 60_000,
  renewFor: 12 * 60 * 60_000,
  every: 15 * 60_000,
  handle: (context: Context) => reassessProfiles(context),
})

/**
 * Judges all who are due. Nobody is notified where nothing changes. One that fails does not stop the others: all errors are
 * thrown together at the end.
 */
export async function reassessProfiles(context: Context): Promise<void> {
  const failed: unknown[] = []
  for (const [brand, rules] of context.risk) {
    for (const find of [otherRules('<', rules), otherRules('>', rules), neverJudged, dueAgain]) {
      let due: Due[] = []
      do {
        due = await find(context, brand, due.at(-1)?.id ?? '')
        for (const { id } of due)
          await reassess(context, brand, id, rules).catch((error: unknown) => failed.push(error))
      } while (due.length === BATCH)
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `The risk of ${failed.length} customers could not be judged`)
}

type Due = Pick<ProfileRow, 'id'>
type Find = (context: Context, brand: string, after: string) => Promise<Due[]>

function profilesAfter({ db }: Context, brand: string, after: string) {
  return db.selectFrom('profiles').select('id').where('brand', '=', brand).where('id', '>', after)
}

/** Those who were judged by other rules: before and after these in the index. */
const otherRules =
  (beyond: '<' | '>', rules: BrandRisk): Find =>
  (context, brand, after) =>
    profilesAfter(context, brand, after).where('risk_file', beyond, stampOf(rules)).orderBy('id').limit(BATCH).execute()

const neverJudged: Find = (context, brand, after) =>
  profilesAfter(context, brand, after).where('risk_file', 'is', null).orderBy('id').limit(BATCH).execute()

const dueAgain: Find = (context, brand, after) =>
  profilesAfter(context, brand, after)
    .where('risk_again_on', '<=', context.clock().toISOString().slice(0, 10))
    .orderBy('id')
    .limit(BATCH)
    .execute()

function reassess(context: Context, brand: string, id: string, rules: BrandRisk): Promise<void> {
  return makeChange(context, { name: 'system', role: 'system', brand }, 'AssessRisk', async (change) => {
    const { tx } = change
    const profile = await loadProfile(tx, brand, id)
    const judged = await judgeProfile(change, profile, await stepsOf(tx, id))
    if (!judged) return () => undefined
    const isSame = !judged.changed && judged.columns.risk_level === profile.risk_level
    const { status, risk_level } = profile
    const refresh = refreshColumns(
      profile,
      { status, risk_level, today: change.now.slice(0, 10), alertConfirmed: false },
      rules.refresh,
    )
    if (isSame) await updateProfile(tx, id, { ...judged.columns, ...refresh })
    else {
      const { version } = judged.kept
      const subject = { entity_id: id, profile_id: id, customer_id: profile.customer_id }
      change.record({ event: 'profile.reassessed', ...subject, after: { version } })
    }
    return () => undefined
  })
}
