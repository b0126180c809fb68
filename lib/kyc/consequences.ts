import { PROFILE_STATUS, reviewRiskOf } from '@/lib/contract/statuses'
import type { ProfileChange } from '@/lib/database/feed'
import type { ProfileRow } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/sealer'
import { assessedBy, judgeProfile } from './assess-profile'
import type { Change } from './context'
import { enqueueCallbacks } from './deliveries/callback'
import { enqueueWebhooks } from './deliveries/webhook'
import { enqueueEmails } from './email-consequences'
import { definitionOf, type Effect, type KycEvent } from './events'
import { insertAudit } from './records/audit'
import { profileById, raiseVersion, touchProfile, updateProfile } from './records/profiles'
import { formOf, type OwnedStep, openAnswers, stepsOf } from './records/steps'
import { heldStatus } from './rules/hits'
import { isAnother, isNews, isWorthTelling, profileEventOf, profileStateOf, stateOutside } from './rules/profile'
import { riskOf } from './rules/risk'
import { refreshColumns } from './rules/risk/refresh-due'
import { isTelling, noticePerson } from './screening/notice-person'
import { askForChecks, isWorthChecking } from './verification/verification-request'

/**
 * Applies everything that follows from the events of a change, once, before it commits: recalculates the profiles
 * concerned, writes the audit, and enqueues webhooks, cTrader's callback and emails.
 * @returns the profiles whose screens must be notified, and all that happened.
 */
export async function applyConsequences(
  change: Change,
  happened: readonly KycEvent[],
): Promise<{ profiles: ProfileChange[]; events: readonly KycEvent[] }> {
  const judges = change.risk.has(change.actor.brand)
  // What only screens have to hear of, such as what was read in a document, may be a fact for rules of risk.
  const recalculated = profilesWith('recalculates', happened).union(
    judges ? profilesWith('refreshes', happened) : new Set<string>(),
  )
  const events = [...happened]
  const profiles: ProfileRow[] = []
  const told = new Set<string>()
  for (const id of recalculated) {
    const { profile, followed, news } = await recalculate(change, id, happened)
    profiles.push(profile)
    events.push(...followed)
    if (news) told.add(id)
  }
  for (const id of profilesWith('assesses', happened).difference(recalculated)) {
    const { profile, followed, news, seen } = await recalculate(change, id, happened, 'assess')
    events.push(...followed)
    if (!seen) continue
    profiles.push(profile)
    if (news) told.add(id)
  }
  for (const id of new Set(happened.flatMap(({ event, profile_id }) => (isTelling(event) ? (profile_id ?? []) : []))))
    await noticePerson(change, id)
  for (const id of new Set(
    happened.flatMap(({ event, profile_id }) => (isWorthChecking(event) ? (profile_id ?? []) : [])),
  ))
    await askForChecks(change, id)
  await insertAudit(change, events)
  for (const profile of profiles) {
    if (told.has(profile.id)) await enqueueCallbacks(change, profile)
    await enqueueDeliveries(change, profile, events)
  }
  await tellNewLogins(change, happened, told)

  const refreshed = profilesWith('refreshes', happened).difference(recalculated)
  const touched = profilesWith('touches', happened).difference(recalculated).difference(refreshed)
  for (const id of touched) await touchProfile(change.tx, id)
  for (const id of refreshed) {
    const profile = await raiseVersion(change.tx, id, change.now)
    profiles.push(profile)
    await enqueueDeliveries(change, profile, events)
  }
  const changes = profiles.map(({ brand, customer_id, version }) => ({ brand, customerId: customer_id, version }))
  return { profiles: changes, events }
}

function profilesWith(effect: Effect, events: readonly KycEvent[]): Set<string> {
  return new Set(
    events.flatMap(({ event, profile_id }) => (definitionOf(event).effect === effect ? (profile_id ?? []) : [])),
  )
}

type Recalculated = {
  profile: ProfileRow
  followed: KycEvent[]
  /** Whether cTrader has to hear of it. */
  news: boolean
  /** Whether the customer may see that something has changed. */
  seen: boolean
}

/**
 * Recalculates a profile's risk, status and level from its steps, and raises its version. For reviewers alone (`assess`) it does
 * so only if something has changed for the customer, too.
 */
async function recalculate(
  change: Change,
  id: string,
  happened: readonly KycEvent[],
  how: 'recalculate' | 'assess' = 'recalculate',
): Promise<Recalculated> {
  const { tx, sealer, now } = change
  const before = await profileById(tx, id)
  const steps = await stepsOf(tx, id)
  const judged = await judgeProfile(change, before, steps)
  const byTemplates = () => (before.risk_by_hand === 1 ? before.risk_level : riskByRules(before, steps, sealer))
  const risk = judged?.columns ?? { ...UNJUDGED, risk_level: byTemplates() }
  const { risk_level } = risk
  const granted = Math.min(before.level, ...revocationsOf(id, happened))
  const reviewed = profileStateOf(steps, { ...before, granted, risk_level: reviewRiskOf({ ...before, risk_level }) })
  const state = stateOutside(profileStateOf(steps, { ...before, risk_level, granted }), reviewed)
  const review_status = heldStatus(reviewed.status, before)
  const news = isNews(before, state)
  const alertConfirmed = happened.some(
    (one) => one.event === 'alert.resolved' && one.profile_id === id && one.after.state === 'confirmed',
  )
  const today = now.slice(0, 10)
  const policy = change.risk.get(before.brand)?.refresh
  const refresh = refreshColumns(before, { status: state.status, risk_level, today, alertConfirmed }, policy)
  const seen = how === 'recalculate' || risk_level !== before.risk_level || isAnother(before, state)
  const columns = {
    ...{ review_status, ...risk, ...refresh },
    ...(seen && {
      ...{ ...state, ...approvalTimes(before, state, now), version: before.version + 1, updated_at: now },
      verification_date: news ? now : before.verification_date,
    }),
  }
  await updateProfile(tx, id, columns)

  const subject = { entity_id: id, profile_id: id, customer_id: before.customer_id }
  const event = profileEventOf(before, state)
  const followed: KycEvent[] = []
  if (judged?.changed) followed.push({ event: 'profile.risk_assessed', ...subject, after: assessedBy(judged) })
  if (risk_level !== before.risk_level)
    followed.push({
      ...{ event: 'profile.risk_changed', ...subject },
      ...{ before: { risk_level: before.risk_level }, after: { risk_level } },
    })
  if (event !== null) {
    const stateOf = ({ status, level }: Pick<ProfileRow, 'status' | 'level'>) => ({ status, level })
    followed.push({ event, ...subject, before: stateOf(before), after: stateOf(state) })
  } else if (review_status !== before.review_status) {
    const held = review_status === PROFILE_STATUS.review_required
    followed.push({
      ...{ event: held ? 'profile.held' : 'profile.released', ...subject },
      ...{
        before: { status: before.review_status, level: before.level },
        after: { status: review_status, level: state.level },
      },
    })
  }
  return { profile: { ...before, ...columns }, followed, news, seen }
}

/** Where a brand has no rules. */
const UNJUDGED = { risk: null, risk_proposed: null, risk_file: null, risk_again_on: null } as const

/** The levels to which reviewers have just taken a profile down. */
function revocationsOf(profileId: string, happened: readonly KycEvent[]): number[] {
  const own = happened.filter(({ profile_id }) => profile_id === profileId)
  return own.flatMap(({ after }) => ('revoked_to' in after ? (after.revoked_to ?? []) : []))
}

function approvalTimes(before: ProfileRow, { status }: Pick<ProfileRow, 'status'>, now: string) {
  const approved_at = status === PROFILE_STATUS.approved ? (before.approved_at ?? now) : null
  return { approved_at, first_approved_at: before.first_approved_at ?? approved_at }
}

/** Tells cTrader the present state of customers by logins that it has just come to know. */
async function tellNewLogins(change: Change, happened: readonly KycEvent[], told: ReadonlySet<string>): Promise<void> {
  for (const happening of happened) {
    if (happening.event !== 'profile.login_added' || told.has(happening.profile_id)) continue
    const profile = await profileById(change.tx, happening.profile_id)
    if (isWorthTelling(profile)) await enqueueCallbacks(change, profile, [happening.after.trading_login])
  }
}

/** The risk level that the rules derive from a profile's answers. What is damaged among them lowers none. */
export function riskByRules(
  { risk_level }: Pick<ProfileRow, 'risk_level'>,
  steps: readonly OwnedStep[],
  sealer: Sealer,
): number {
  const answered = steps.filter(({ answers }) => answers !== null)
  const opened = answered.map((step) => ({ form: formOf(step), answers: openAnswers(step, 'answers', sealer) }))
  const byRules = riskOf(opened)
  return opened.some(({ answers }) => answers === null) ? Math.max(byRules, risk_level) : byRules
}

/** Enqueues the emails and webhooks about a profile after a change. */
async function enqueueDeliveries(change: Change, profile: ProfileRow, events: readonly KycEvent[]): Promise<void> {
  const own = events.filter(({ profile_id }) => profile_id === profile.id)
  await enqueueEmails(change, profile, own)
  const named = own.filter(({ event }) => definitionOf(event).webhook !== undefined)
  await enqueueWebhooks(change, profile, new Set(named.map(({ entity_id }) => entity_id)))
}
