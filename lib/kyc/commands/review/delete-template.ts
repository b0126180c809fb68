import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadTemplate } from '../../records/templates'

/** Deletes a template. Steps created from it stay. */
export function deleteTemplate(
  context: Context,
  actor: Actor,
  { id }: ManagerInput<'MngDeleteKycStepTemplate'>,
): Promise<ManagerOutput<'MngDeleteKycStepTemplate'>> {
  return makeChange(context, actor, 'MngDeleteKycStepTemplate', async (change) => {
    const { tx, now } = change
    const { code } = await loadTemplate(tx, actor.brand, id)
    await tx.updateTable('templates').set({ deleted_at: now, active: 0 }).where('id', '=', id).execute()
    change.record({
      ...{ event: 'template.deleted', entity_id: id, customer_id: null },
      ...{ before: { code }, after: { deleted: true } },
    })
    return () => ({ id, deleted: true })
  })
}
