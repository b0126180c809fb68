import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'
import { documentsOf, toDocument } from '../records/documents'
import { loadStep, toStep } from '../records/steps'

/** A step with its documents, except removed ones. Throws NOT_FOUND. */
export async function getStep(
  { db, sealer }: Context,
  actor: Actor,
  { id }: ManagerInput<'MngGetKycStep'>,
): Promise<ManagerOutput<'MngGetKycStep'>> {
  const step = await loadStep(db, actor.brand, id)
  const documents = await documentsOf(db, { step_id: id })
  return { ...toStep(step, sealer), documents: documents.map((row) => toDocument(row, sealer)) }
}
