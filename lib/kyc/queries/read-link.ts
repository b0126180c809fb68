import type { Link, MissingStep } from '@/lib/contract/records'
import { isProhibited } from '@/lib/contract/statuses'
import type { Database, LinkRow, Tx } from '@/lib/database/schema'
import type { Context } from '../context'
import { currentDocuments } from '../records/documents'
import { openMessage, openQuestion } from '../records/message-to-customer'
import { findProfile } from '../records/profiles'
import { formOf, openLatestAnswers, stepsOf } from '../records/steps'
import { titleOf } from '../records/titles'
import { missingSteps } from '../rules/missing'

type Parts = { db: Database | Tx; sealer: Context['sealer'] }

/** A link as the manager's API has it, with what the customer still has to do. */
export async function readLink(parts: Parts, row: LinkRow): Promise<Link> {
  const { id, brand, customer_id, created_by, created_at, expires_at, revoked_at } = row
  const token = await parts.db.selectFrom('tokens').select('used_at').where('link_id', '=', id).executeTakeFirst()
  return {
    ...{ id, customer_id, created_by, created_at, expires_at, revoked_at },
    ...{ used_at: token?.used_at ?? null, missing: await readMissing(parts, brand, customer_id) },
  }
}

/** What a customer still has to do, in the order of the screens. */
export async function readMissing({ db, sealer }: Parts, brand: string, customerId: string): Promise<MissingStep[]> {
  const profile = await findProfile(db, brand, customerId)
  if (!profile || isProhibited(profile)) return []
  const documents = await currentDocuments(db, { profile_id: profile.id })
  const steps = await stepsOf(db, profile.id)
  return missingSteps(
    steps.map((step) => ({
      ...{ code: step.code, status: step.status, reason_code: step.reason_code, reject_type: step.reject_type },
      ...{ title: titleOf(step), form: formOf(step), message: openMessage(step, 'steps', sealer) },
      question: openQuestion(step, sealer),
      answers: openLatestAnswers(step, sealer) ?? {},
      documents: documents.filter(({ step_id }) => step_id === step.id),
    })),
  )
}
