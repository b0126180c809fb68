import { KycError } from '@/lib/contract/errors'
import type { ManagerInput } from '@/lib/contract/manager'
import type { Link } from '@/lib/contract/records'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { readLink } from '../../queries/read-link'

/** Revokes a link: it opens nothing any more, and what it has opened ends. */
export function revokeLink(context: Context, actor: Actor, { id }: ManagerInput<'MngRevokeKycLink'>): Promise<Link> {
  return makeChange(context, actor, 'MngRevokeKycLink', async (change) => {
    const { tx, now } = change
    const link = await tx
      .selectFrom('links')
      .selectAll()
      .where('id', '=', id)
      .where('brand', '=', actor.brand)
      .executeTakeFirst()
    if (!link) throw new KycError('NOT_FOUND', { message: 'No such link.' })
    if (link.revoked_at !== null) return () => readLink({ db: tx, sealer: context.sealer }, link)
    await tx
      .updateTable('tokens')
      .set({ expires_at: now })
      .where('link_id', '=', id)
      .where('used_at', 'is', null)
      .execute()
    await tx.updateTable('links').set({ revoked_at: now }).where('id', '=', id).execute()
    change.record({ event: 'link.revoked', entity_id: id, customer_id: link.customer_id, after: { revoked: true } })
    return () => readLink({ db: tx, sealer: context.sealer }, { ...link, revoked_at: now })
  })
}
