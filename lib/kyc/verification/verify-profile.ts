import { Fault } from '@/lib/contract/errors'
import type { ProfileRow } from '@/lib/database/schema'
import { earliestDayAt } from '@/lib/form/calendar/days'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Change, Context } from '../context'
import { type CaseFacts, loadCase } from './case-facts'
import { standingFindings } from './finding-records'
import { brokenChecks, type Finding, runChecks } from './pipeline'
import { digestOf, recordFindings } from './record-findings'
import { VERIFICATION_REQUEST } from './verification-request'

/** How often a case is checked anew because it has changed meanwhile. */
const MOST_ROUNDS = 5

/** Runs all checks of a profile. A check that failed itself is tried again with all others, and its finding says so meanwhile. */
export const verifyProfileJob = defineJob({
  ...VERIFICATION_REQUEST,
  async handle(context: Context, { profile_id }) {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const known = await factsOf(context, profile_id)
      if (!known) return
      const { findings, broken } = await runChecks(known.facts)
      if (!(await recordIfCurrent(context, known, findings))) continue
      if (broken.length > 0) throw new Fault(`These checks failed or took too long: ${broken.join(', ')}`)
      return
    }
    throw new Fault('The case has changed with every try')
  },
  async gaveUp(context: Context, { profile_id }) {
    const known = await factsOf(context, profile_id)
    if (!known) return
    const { profile, facts } = known
    const inputs = digestOf(facts, context.sealer)
    // Where the checks came to an end of this case, only those that failed themselves could not tell.
    if ((await standingFindings(context.db, profile.id)).some((row) => row.inputs === inputs)) return
    await recordIfCurrent(context, known, brokenChecks(facts))
  },
})

type KnownCase = { profile: ProfileRow; facts: CaseFacts }

/** Undefined for whoever was erased meanwhile. */
async function factsOf(context: Pick<Context, 'sealer' | 'clock'> & { db: Context['db'] | Change['tx'] }, id: string) {
  const { db: tx, sealer, clock } = context
  const profile = await tx.selectFrom('profiles').selectAll().where('id', '=', id).executeTakeFirst()
  if (!profile) return undefined
  return { profile, facts: await loadCase({ tx, sealer, today: earliestDayAt(clock()) }, profile) }
}

/** Writes findings down if they are still of this case. @returns false where it has changed meanwhile. */
function recordIfCurrent(context: Context, { profile, facts }: KnownCase, findings: readonly Finding[]) {
  const { sealer, clock } = context
  const system = { name: 'system', role: 'system', brand: profile.brand }
  return makeChange(context, system, 'Verify', async (change) => {
    const now = await factsOf({ db: change.tx, sealer, clock }, profile.id)
    // Whoever was erased meanwhile is checked no more.
    if (!now) return () => true
    const inputs = digestOf(facts, sealer)
    const isCurrent = digestOf(now.facts, sealer) === inputs
    if (isCurrent) await recordFindings(change, now.profile, findings, inputs)
    return () => isCurrent
  })
}
