import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { LEVELS } from '@/lib/contract/levels'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { ProfileRecord, ProfileSummary, StepRecord } from '@/lib/contract/records'
import { DOCUMENT_STATUS, PROFILE_STATUS, RISK_LEVEL } from '@/lib/contract/statuses'
import type { Database, ProfileRow, Tx } from '@/lib/database/schema'
import { statusCallback } from './callback'
import { type Actor, type Change, type Context, makeChange } from './change'
import { toDocument } from './documents'
import { tellCustomer } from './letters'
import { enqueue } from './outbox'
import { orderOf, pageOf, readCursor, writeCursor } from './pages'
import { profileStateOf } from './rules'
import { attachLevel, attachStep, toStep } from './steps'
import { findTemplate } from './templates'
import { enqueueWebhooks } from './webhooks'

/** The customer's profile within the brand; undefined before there is one. */
export function findProfile(tx: Database | Tx, brand: string, customerId: string): Promise<ProfileRow | undefined> {
  return tx
    .selectFrom('profiles')
    .selectAll()
    .where('brand', '=', brand)
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
}

/** What is kept of a person beside their answers. */
type Person = Pick<Identity, 'email' | 'trading_login' | 'language'>

/**
 * Marks a profile as touched by something that is no news to others, as a draft: what memory holds of it is stale.
 * Answers with the version, which stays.
 */
export function touchProfile(tx: Tx, id: string): Promise<{ version: number }> {
  return tx
    .updateTable('profiles')
    .set(({ eb }) => ({ drafts: eb('drafts', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
}

/** The customer's profile, created when it is missing; what cTrader says of the person is brought up to date. */
export async function ensureProfile(change: Change, customerId: string, person?: Person): Promise<ProfileRow> {
  const { tx, actor, now } = change
  const found = await findProfile(tx, actor.brand, customerId)
  if (!found) return createProfile(change, customerId, person)
  const email = person?.email ?? found.email
  const trading_login = person?.trading_login ?? found.trading_login
  const language = person?.language ?? found.language
  if (language !== found.language)
    await tx.updateTable('profiles').set({ language }).where('id', '=', found.id).execute()
  if (email === found.email && trading_login === found.trading_login) return { ...found, language }
  await tx.updateTable('profiles').set({ email, trading_login, updated_at: now }).where('id', '=', found.id).execute()
  await change.record({
    entity: 'profile',
    entity_id: found.id,
    customer_id: customerId,
    after: { changed: ['email', 'trading_login'] },
  })
  return { ...found, email, trading_login, language }
}

async function createProfile({ tx, actor, now, record }: Change, customerId: string, person?: Person) {
  const row: ProfileRow = {
    id: uuid(),
    brand: actor.brand,
    customer_id: customerId,
    status: PROFILE_STATUS.none,
    level: LEVELS.none,
    required_level: LEVELS.none,
    risk_level: RISK_LEVEL.unknown,
    risk_by_hand: 0,
    email: person?.email ?? null,
    trading_login: person?.trading_login ?? null,
    language: person?.language ?? null,
    version: 0,
    drafts: 0,
    created_at: now,
    updated_at: now,
    approved_at: null,
  }
  await tx.insertInto('profiles').values(row).execute()
  await record({ entity: 'profile', entity_id: row.id, customer_id: customerId, after: { status: row.status } })
  return row
}

/** `kyc.set_required_level`: raises the required level and attaches what it asks for; lowering never detaches. */
export async function raiseLevel(change: Change, profile: ProfileRow, level: number): Promise<ProfileRow> {
  const required_level = Math.max(profile.required_level, level)
  const raised = required_level > profile.required_level
  if (raised) {
    await change.tx.updateTable('profiles').set({ required_level }).where('id', '=', profile.id).execute()
    await change.record({
      entity: 'profile',
      entity_id: profile.id,
      customer_id: profile.customer_id,
      before: { required_level: profile.required_level },
      after: { required_level },
    })
  }
  const attached = await attachLevel(change, profile, required_level)
  return raised || attached > 0 ? settleProfile(change, profile.id) : profile
}

/**
 * Ends every change of a profile: recalculates its status and level from its steps, raises its version, and
 * leaves cTrader's callback in the outbox when the status has changed. All in the change's transaction.
 */
export async function settleProfile(change: Change, profileId: string): Promise<ProfileRow> {
  const { tx, now } = change
  const profile = await tx.selectFrom('profiles').selectAll().where('id', '=', profileId).executeTakeFirstOrThrow()
  const steps = await tx
    .selectFrom('steps')
    .select(['status', 'level', 'required', 'confirmed_by'])
    .where('profile_id', '=', profileId)
    .execute()
  const state = profileStateOf(
    steps.map(({ confirmed_by, ...step }) => ({
      ...step,
      required: step.required === 1,
      confirmed: confirmed_by !== null,
    })),
    profile.required_level,
    profile.risk_level,
  )
  const approved_at = state.status === PROFILE_STATUS.approved ? (profile.approved_at ?? now) : null
  const settled = { ...profile, ...state, approved_at, version: profile.version + 1, updated_at: now }
  const { status, level, version } = settled
  await tx
    .updateTable('profiles')
    .set({ status, level, approved_at, version, updated_at: now })
    .where('id', '=', profileId)
    .execute()
  if (status !== profile.status || level !== profile.level) {
    await change.record({
      entity: 'profile',
      entity_id: profileId,
      customer_id: profile.customer_id,
      before: { status: profile.status, level: profile.level },
      after: { status, level },
    })
  }
  if (isNews(profile.status, status)) {
    await tellCtrader(change, settled)
    await tellCustomer(change, settled)
  }
  await enqueueWebhooks(change, settled)
  await change.announce(profile.customer_id, version)
  return settled
}

/** cTrader hears of every new status but the beginnings; of those only when they end an approval. */
function isNews(before: number, after: number): boolean {
  const beginning = after === PROFILE_STATUS.none || after === PROFILE_STATUS.draft
  return before !== after && (!beginning || before === PROFILE_STATUS.approved)
}

async function tellCtrader(change: Change, profile: ProfileRow): Promise<void> {
  const body = statusCallback(profile, change.now)
  if (!body) return
  await enqueue(change, { kind: 'ctrader.kyc-status', profile, body })
}

export function setRequiredLevel(
  context: Context,
  actor: Actor,
  input: ManagerInput<'MngSetKycRequiredLevel'>,
): Promise<ProfileRecord> {
  return makeChange(context, actor, 'MngSetKycRequiredLevel', async (change) => {
    const profile = await ensureProfile(change, input.customer_id)
    await raiseLevel(change, profile, input.required_level)
    return readProfile(change.tx, context, actor.brand, profile.id)
  })
}

/** `kyc.require_step`: attaches one template to a customer. CONFLICT when a step with its code is there. */
export function requireStep(
  context: Context,
  actor: Actor,
  input: ManagerInput<'MngRequireKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngRequireKycStep', async (change) => {
    const template = await findTemplate(change.tx, actor.brand, input.template_id)
    const profile = await ensureProfile(change, input.customer_id)
    const step = await attachStep(change, profile, template)
    if (!step)
      throw new KycError('CONFLICT', { message: `The customer has a step "${template.code}".`, reason: 'attached' })
    await settleProfile(change, profile.id)
    return toStep(step, context.sealer)
  })
}

export async function listProfiles(
  context: Context,
  actor: Actor,
  { limit, cursor, sort, text, ...filters }: ManagerInput<'MngGetKycProfiles'>,
): Promise<ManagerOutput<'MngGetKycProfiles'>> {
  const order = orderOf(sort)
  const after = cursor === undefined ? null : readCursor(cursor)
  let query = context.db.selectFrom('profiles').selectAll().where('brand', '=', actor.brand)
  for (const name of ['customer_id', 'status', 'level', 'risk_level', 'brand'] as const) {
    const value = filters[name]
    if (value !== undefined) query = query.where(name, '=', value)
  }
  if (text !== undefined) {
    const like = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(({ or, fn }) =>
      or(
        (['customer_id', 'email', 'trading_login'] as const).map(
          (name) => sql<boolean>`${fn<string>('lower', [name])} like ${like} escape '\\'`,
        ),
      ),
    )
  }
  if (after) {
    query = query.where(({ or, and, eb }) =>
      or([
        eb(order.column, order.beyond, after.value),
        and([eb(order.column, '=', after.value), eb('id', order.beyond, after.id)]),
      ]),
    )
  }
  const rows = await query
    .orderBy(order.column, order.direction)
    .orderBy('id', order.direction)
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, toSummary, (row) => writeCursor(row[order.column], row.id))
}

/** A profile with its steps and its documents; removed documents are left out. Throws NOT_FOUND. */
export async function readProfile(
  db: Database | Tx,
  context: Context,
  brand: string,
  id: string,
): Promise<ProfileRecord> {
  const profile = await db
    .selectFrom('profiles')
    .selectAll()
    .where('id', '=', id)
    .where('brand', '=', brand)
    .executeTakeFirst()
  if (!profile) throw new KycError('NOT_FOUND', { message: 'No such profile.' })
  const steps = await db
    .selectFrom('steps')
    .selectAll()
    .where('profile_id', '=', id)
    .orderBy('level')
    .orderBy('id')
    .execute()
  const documents = await db
    .selectFrom('documents')
    .selectAll()
    .where('profile_id', '=', id)
    .where('status', '!=', DOCUMENT_STATUS.deleted)
    .orderBy('id')
    .execute()
  return {
    ...toSummary(profile),
    steps: steps.map((step) => toStep(step, context.sealer)),
    documents: documents.map((row) => toDocument(row, context.sealer)),
  }
}

function toSummary({ version: _, drafts: __, risk_by_hand: ___, language: ____, ...row }: ProfileRow): ProfileSummary {
  return row
}
