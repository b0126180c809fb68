import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../../context'
import { recordLook } from '../../look'
import { listDocuments } from '../../queries/list-documents'

/**
 * Lists documents, with what was read from them. It is recorded that somebody reads such a list: of one customer, profile
 * or step, or of all.
 */
export async function viewDocuments(
  context: Context,
  actor: Actor,
  input: ManagerInput<'MngGetKycDocuments'>,
): Promise<ManagerOutput<'MngGetKycDocuments'>> {
  const page = await listDocuments(context, actor, input)
  const { customer_id = null, profile_id, step_id } = input
  if (page.items.length > 0) {
    await recordLook(context, actor, 'MngGetKycDocuments', {
      ...{ event: 'list.viewed', entity_id: customer_id ?? profile_id ?? step_id ?? 'all', customer_id },
      after: { items: page.items.length },
    })
  }
  return page
}
