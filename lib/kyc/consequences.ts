import { LEVELS, REQUESTABLE_LEVELS, type RequestableLevel } from '@/lib/contract/levels/levels'
import { PROFILE_STATUS } from '@/lib/contract/statuses'
import type { ProfileChange } from '@/lib/database/feed'
import type { ProfileRow, StepRow } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/encryption'
import type { Change } from './context'
import { enqueueCallback } from './deliveries/callback'
import { enqueueEmail } from './deliveries/email'
import { enqueueWebhooks } from './deliveries/webhook'
import { definitionOf, type Effect, type KycEvent } from './events'
import { insertAudit } from './records/audit'
import { profileById, touchProfile, updateProfile } from './records/profiles'
import { formOf, openAnswers, stepsOf } from './records/steps'
import { profileEventOf, profileStateOf } from './rules/profile'
import { riskOf } from './rules/risk'

/**
 * Applies everything that follows from the events of a change, once, before it commits: recalculates the profiles
 * concerned, writes the audit, and enqueues webhooks, cTrader's callback and emails.
 * @returns the profiles whose screens must be notified.
 */
export async function applyConsequences(change: Change, happened: readonly KycEvent[]): Promise<ProfileChange[]> {
  const recalculated = profilesWith('recalculates', happened)
  const events = [...happened]
  const profiles: ProfileRow[] = []
  for (const id of recalculated) {
    const { profile, followed } = await recalculate(change, id)
    profiles.push(profile)
    events.push(...followed)
  }
  await insertAudit(change, events)
  for (const profile of profiles) await enqueueDeliveries(change, profile, events)

  const refreshed = profilesWith('refreshes', happened).difference(recalculated)
  const touched = profilesWith('touches', happened).difference(recalculated).difference(refreshed)
  for (const id of touched) await touchProfile(change.tx, id)
  for (const id of refreshed) profiles.push(await touchProfile(change.tx, id))
  return profiles.map(({ brand, customer_id, version }) => ({ brand, customerId: customer_id, version }))
}

function profilesWith(effect: Effect, events: readonly KycEvent[]): Set<string> {
  return new Set(
    events.flatMap(({ event, profile_id }) => (definitionOf(event).effect === effect ? (profile_id ?? []) : [])),
  )
}

/** Recalculates a profile's risk, status and level from its steps, and raises its version. */
async function recalculate(
  { tx, sealer, now }: Change,
  id: string,
): Promise<{ profile: ProfileRow; followed: KycEvent[] }> {
  const before = await profileById(tx, id)
  const steps = await stepsOf(tx, id)
  const risk_level = before.risk_by_hand === 1 ? before.risk_level : riskByRules(steps, sealer)
  const state = profileStateOf(
    steps.map(({ status, level, required, confirmed_by }) => ({
      ...{ status, level, required: required === 1, confirmed: confirmed_by !== null },
    })),
    before.required_level,
    risk_level,
  )
  const approved_at = state.status === PROFILE_STATUS.approved ? (before.approved_at ?? now) : null
  const columns = { ...state, risk_level, approved_at, version: before.version + 1, updated_at: now }
  await updateProfile(tx, id, columns)

  const subject = { entity_id: id, profile_id: id, customer_id: before.customer_id }
  const final = steps.some(({ reject_type }) => reject_type === 'final')
  const event = profileEventOf(before, state, final)
  const followed: KycEvent[] = []
  if (risk_level !== before.risk_level)
    followed.push({
      ...{ event: 'profile.risk_changed', ...subject },
      ...{ before: { risk_level: before.risk_level }, after: { risk_level } },
    })
  if (event !== null) {
    const { status, level } = before
    followed.push({ event, ...subject, before: { status, level }, after: state })
  }
  return { profile: { ...before, ...columns }, followed }
}

/** The risk level that the rules derive from a profile's answers. */
export function riskByRules(steps: readonly StepRow[], sealer: Sealer): number {
  const answered = steps.filter(({ answers }) => answers !== null)
  return riskOf(answered.map((step) => ({ form: formOf(step), answers: openAnswers(step.answers, sealer) })))
}

/** Enqueues the deliveries about a profile after a change. */
async function enqueueDeliveries(change: Change, profile: ProfileRow, events: readonly KycEvent[]): Promise<void> {
  const own = events.filter(({ profile_id }) => profile_id === profile.id)
  for (const { event } of own) {
    const { callback, email } = definitionOf(event)
    if (callback) await enqueueCallback(change, profile)
    if (email) await enqueueEmail(change, profile, email, email === 'approved' ? { level: reached(profile) } : {})
  }
  const named = own.filter(({ event }) => definitionOf(event).webhook !== undefined)
  await enqueueWebhooks(change, profile, new Set(named.map(({ entity_id }) => entity_id)))
}

function reached({ level }: ProfileRow): RequestableLevel | undefined {
  return REQUESTABLE_LEVELS.find((name) => LEVELS[name] === level)
}
