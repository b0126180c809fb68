import { v7 as uuid } from 'uuid'
import { KycError } from '@/lib/contract/errors'
import { levelName, REQUESTABLE_LEVELS } from '@/lib/contract/levels/levels'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { LinkRow } from '@/lib/database/schema'
import { newToken, tokenHash } from '@/lib/http/one-time-token'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { enqueueEmail } from '../../deliveries/email'
import { readLink, readMissing } from '../../queries/read-link'
import { findProfile } from '../../records/profiles'
import { conflictFor } from '../../rules/conflict'
import { ensureProfile } from '../../transitions/ensure-profile'

const HOUR_MS = 3_600_000

/**
 * Creates a one-time link that shows a customer what is still missing, and emails it on request. Only pressing Continue
 * uses it up. Throws NOT_FOUND for an unknown customer, unless `create` says to make a profile.
 */
export function createLink(
  context: Context,
  actor: Actor,
  { customer_id, hours, mail, create }: ManagerInput<'MngCreateKycLink'>,
): Promise<ManagerOutput<'MngCreateKycLink'>> {
  return makeChange(context, actor, 'MngCreateKycLink', async (change) => {
    const { tx, now } = change
    if (context.publicUrl === null) throw conflictFor('no_public_url')
    if (!create && !(await findProfile(tx, actor.brand, customer_id)))
      throw new KycError('NOT_FOUND', { message: 'No such customer. To make a profile for them, send "create": true.' })
    const profile = await ensureProfile(change, customer_id)
    if (mail && !(context.receivers.email && profile.email)) throw conflictFor('no_mail')
    const token = newToken('link')
    const expires_at = new Date(Date.parse(now) + hours * HOUR_MS).toISOString()
    const link: LinkRow = {
      ...{ id: uuid(), brand: actor.brand, customer_id, created_by: actor.name, created_at: now },
      ...{ expires_at, revoked_at: null },
    }
    await tx.insertInto('links').values(link).execute()
    const level = levelName(profile.required_level)
    const { email, trading_login } = profile
    await tx
      .insertInto('tokens')
      .values({
        ...{ hash: tokenHash(token), brand: actor.brand, customer_id, email, trading_login, link_id: link.id },
        ...{ created_at: now, expires_at, used_at: null, scope: null },
        kyc_type: REQUESTABLE_LEVELS.find((name) => name === level) ?? 'standard',
      })
      .execute()
    const url = new URL(`/inapp/kyc/status?token=${token}`, context.publicUrl).href
    if (mail) {
      const missing = await readMissing({ db: tx, sealer: context.sealer }, actor.brand, customer_id)
      await enqueueEmail(change, profile, 'link', { url, until: expires_at, missing }, hours * HOUR_MS)
    }
    change.record({ event: 'link.created', entity_id: link.id, customer_id, after: { expires_at, mail } })
    return async () => ({ ...(await readLink({ db: tx, sealer: context.sealer }, link)), url })
  })
}
