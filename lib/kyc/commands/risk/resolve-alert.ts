import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadAlert, toAlert } from '../../records/risk/alerts'
import { conflictFor } from '../../rules/conflict'

/**
 * Says what an alert came to. A confirmed one goes on counting for the risk; a dismissed one no longer does, and what comes
 * after it is a new one. Throws NOT_FOUND, and CONFLICT when it has been resolved.
 */
export function resolveAlert(
  context: Context,
  actor: Actor,
  { id, resolution, comment }: ManagerInput<'MngResolveKycAlert'>,
): Promise<ManagerOutput<'MngResolveKycAlert'>> {
  return makeChange(context, actor, 'MngResolveKycAlert', async (change) => {
    const { tx, sealer, now } = change
    const alert = await loadAlert(tx, actor.brand, id)
    if (alert.state !== 'open') throw conflictFor('alert_resolved')
    const resolved = { state: resolution, resolved_by: actor.name, resolved_at: now }
    await tx.updateTable('alerts').set(resolved).where('id', '=', id).execute()
    change.record({
      ...{ event: 'alert.resolved', entity_id: id, profile_id: alert.profile_id, customer_id: alert.customer_id },
      ...{ before: { state: alert.state }, after: { state: resolution, rule: alert.rule }, comment },
    })
    return () => toAlert({ ...alert, ...resolved }, sealer)
  })
}
