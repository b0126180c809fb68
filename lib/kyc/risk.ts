import { KycError } from '@/lib/contract/errors'
import { formSchemaSchema } from '@/lib/contract/form'
import type { ManagerInput } from '@/lib/contract/manager'
import type { ProfileRecord } from '@/lib/contract/records'
import { RISK_LEVEL } from '@/lib/contract/statuses'
import type { ProfileRow } from '@/lib/database/schema'
import { type Actor, type Change, type Context, makeChange } from './change'
import { readProfile, settleProfile } from './profiles'
import { riskOf } from './rules'
import { openAnswers } from './steps'

/** Sets the risk level by hand, or gives it back to the rules. */
export function setRiskLevel(
  context: Context,
  actor: Actor,
  { id, risk_level, comment }: ManagerInput<'MngSetKycRiskLevel'>,
): Promise<ProfileRecord> {
  return makeChange(context, actor, 'MngSetKycRiskLevel', async (change) => {
    const profile = await change.tx
      .selectFrom('profiles')
      .selectAll()
      .where('id', '=', id)
      .where('brand', '=', actor.brand)
      .executeTakeFirst()
    if (!profile) throw new KycError('NOT_FOUND', { message: 'No such profile.' })
    const byHand = risk_level !== RISK_LEVEL.unknown
    await setRisk(change, profile, byHand ? risk_level : await riskByRules(change, id), Number(byHand), comment)
    await settleProfile(change, id)
    return readProfile(change.tx, context, actor.brand, id)
  })
}

/** Brings the risk up to date with the answers, unless a manager has set it. */
export async function reviseRisk(change: Change, profileId: string): Promise<void> {
  const profile = await change.tx
    .selectFrom('profiles')
    .selectAll()
    .where('id', '=', profileId)
    .executeTakeFirstOrThrow()
  if (profile.risk_by_hand === 0) await setRisk(change, profile, await riskByRules(change, profileId), 0, null)
}

async function riskByRules({ tx, sealer }: Change, profileId: string): Promise<number> {
  const steps = await tx
    .selectFrom('steps')
    .select(['form_schema', 'answers'])
    .where('profile_id', '=', profileId)
    .execute()
  return riskOf(
    steps.map(({ form_schema, answers }) => ({
      ...{ form: formSchemaSchema.parse(JSON.parse(form_schema)), answers: openAnswers(answers, sealer) },
    })),
  )
}

async function setRisk(
  { tx, record }: Change,
  profile: ProfileRow,
  risk_level: number,
  risk_by_hand: number,
  comment: string | null,
): Promise<void> {
  if (risk_level === profile.risk_level && risk_by_hand === profile.risk_by_hand) return
  await tx.updateTable('profiles').set({ risk_level, risk_by_hand }).where('id', '=', profile.id).execute()
  await record({
    ...{ entity: 'profile', entity_id: profile.id, customer_id: profile.customer_id, comment },
    ...{ before: { risk_level: profile.risk_level }, after: { risk_level } },
  })
}
