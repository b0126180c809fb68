import { v7 as uuid } from 'uuid'
import { KycError } from '@/lib/contract/errors'
import { levelName, REQUESTABLE_LEVELS } from '@/lib/contract/levels'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Link } from '@/lib/contract/records'
import { STEP_STATUS } from '@/lib/contract/statuses'
import type { Database, LinkRow, Tx } from '@/lib/database/schema'
import { newToken, tokenHash } from '@/lib/http/one-time-token'
import { type Actor, type Context, makeChange } from './change'
import { enqueueLetter } from './letters'
import { afterId, pageOf } from './pages'
import { ensureProfile } from './profiles'

const HOUR_MS = 3_600_000

/**
 * A secure one-time link that shows a customer exactly what is missing (seed 5). It is spent by pressing Continue and
 * by nothing else. Mailed where that is asked for.
 */
export function createLink(
  context: Context,
  actor: Actor,
  { customer_id, hours, mail }: ManagerInput<'MngCreateKycLink'>,
): Promise<ManagerOutput<'MngCreateKycLink'>> {
  return makeChange(context, actor, 'MngCreateKycLink', async (change) => {
    const { tx, now } = change
    if (context.publicUrl === null) throw refusal('KYC_PUBLIC_URL is not set.', 'no_public_url')
    const profile = await ensureProfile(change, customer_id)
    if (mail && !(context.mail && profile.email)) throw refusal('There is nowhere to mail it to.', 'no_mail')
    const token = newToken('link')
    const link: LinkRow = {
      ...{ id: uuid(), brand: actor.brand, customer_id, created_by: actor.name, created_at: now },
      expires_at: new Date(Date.parse(now) + hours * HOUR_MS).toISOString(),
      revoked_at: null,
    }
    await tx.insertInto('links').values(link).execute()
    const level = levelName(profile.required_level)
    await tx
      .insertInto('tokens')
      .values({
        ...{ hash: tokenHash(token), brand: actor.brand, customer_id, email: profile.email, link_id: link.id },
        ...{ trading_login: profile.trading_login, created_at: now, expires_at: link.expires_at, used_at: null },
        scope: null,
        kyc_type: REQUESTABLE_LEVELS.find((name) => name === level) ?? 'standard',
      })
      .execute()
    const url = new URL(`/inapp/kyc/status?token=${token}`, context.publicUrl).href
    if (mail) await enqueueLetter(change, profile, 'link', { url, until: link.expires_at })
    await change.record({
      entity: 'link',
      entity_id: link.id,
      customer_id,
      after: { expires_at: link.expires_at, mail },
    })
    if (mail) change.deliverSoon()
    return { ...(await toLink(tx, link)), url }
  })
}

/** Makes a link worthless. CONFLICT for one that is spent. */
export function revokeLink(context: Context, actor: Actor, { id }: ManagerInput<'MngRevokeKycLink'>): Promise<Link> {
  return makeChange(context, actor, 'MngRevokeKycLink', async ({ tx, now, record }) => {
    const link = await tx
      .selectFrom('links')
      .selectAll()
      .where('id', '=', id)
      .where('brand', '=', actor.brand)
      .executeTakeFirst()
    if (!link) throw new KycError('NOT_FOUND', { message: 'No such link.' })
    const unspent = await tx
      .updateTable('tokens')
      .set({ expires_at: now })
      .where('link_id', '=', id)
      .where('used_at', 'is', null)
      .returning('hash')
      .execute()
    if (unspent.length === 0) throw refusal('The link has been used.', 'used')
    await tx.updateTable('links').set({ revoked_at: now }).where('id', '=', id).execute()
    await record({ entity: 'link', entity_id: id, customer_id: link.customer_id, after: { revoked: true } })
    return toLink(tx, { ...link, revoked_at: now })
  })
}

export async function listLinks(
  context: Context,
  actor: Actor,
  { limit, cursor, customer_id }: ManagerInput<'MngGetKycLinks'>,
): Promise<ManagerOutput<'MngGetKycLinks'>> {
  const after = afterId(cursor)
  let query = context.db.selectFrom('links').selectAll().where('brand', '=', actor.brand)
  if (customer_id !== undefined) query = query.where('customer_id', '=', customer_id)
  if (after) query = query.where('id', '>', after)
  const { items, next_cursor } = pageOf(
    await query
      .orderBy('id')
      .limit(limit + 1)
      .execute(),
    limit,
    (link) => link,
  )
  return { items: await Promise.all(items.map((link) => toLink(context.db, link))), next_cursor }
}

function refusal(message: string, reason: string): KycError {
  return new KycError('CONFLICT', { message, reason })
}

async function toLink(db: Database | Tx, { brand, ...link }: LinkRow): Promise<Link> {
  const token = await db.selectFrom('tokens').select('used_at').where('link_id', '=', link.id).executeTakeFirst()
  const missing = await db
    .selectFrom('steps')
    .innerJoin('profiles', 'profiles.id', 'steps.profile_id')
    .select(['steps.code', 'steps.title', 'steps.status'])
    .where('profiles.brand', '=', brand)
    .where('profiles.customer_id', '=', link.customer_id)
    .where('steps.status', 'in', [STEP_STATUS.required, STEP_STATUS.rejected, STEP_STATUS.expired])
    .orderBy('steps.id')
    .execute()
  return { ...link, used_at: token?.used_at ?? null, missing }
}
