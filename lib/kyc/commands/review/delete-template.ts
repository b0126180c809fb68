import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadTemplate } from '../../records/templates'
import { removeTemplate } from '../../transitions/put-template'

/** Deletes a template. Steps created from it stay. */
export function deleteTemplate(
  context: Context,
  actor: Actor,
  { id }: ManagerInput<'MngDeleteKycStepTemplate'>,
): Promise<ManagerOutput<'MngDeleteKycStepTemplate'>> {
  return makeChange(context, actor, 'MngDeleteKycStepTemplate', async (change) => {
    await removeTemplate(change, await loadTemplate(change.tx, actor.brand, id))
    return () => ({ id, deleted: true })
  })
}
