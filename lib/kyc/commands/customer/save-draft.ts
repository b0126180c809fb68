import type { Identity, SavedDraft } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { fieldsOf } from '@/lib/contract/fields'
import type { Answers } from '@/lib/contract/form'
import type { Database } from '@/lib/database/schema'
import { mergeAnswers } from '@/lib/form/merge-answers'
import type { Context } from '../../context'
import { touchProfile } from '../../records/profiles'
import { formOf, type OwnedStep, openLatestAnswers, sealAnswers } from '../../records/steps'
import { stepToFill } from './step-to-fill'

const ATTEMPTS = 5

/**
 * Saves the answers that belong to the step's form, without validating them. Does not notify other screens. Throws
 * CONFLICT when the step does not accept answers, also when it is decided at this very moment.
 * @param base the answers over which these were typed: what others have saved since is kept, field by field.
 */
export async function saveDraft(
  { db, sealer }: Context,
  customer: Identity,
  stepId: string,
  answers: Answers,
  base?: Answers,
): Promise<SavedDraft> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const step = await stepToFill(db, customer, stepId)
    const held = openLatestAnswers(step, sealer) ?? {}
    const merged = base ? mergeAnswers(base, answers, held) : { answers, overwritten: {} }
    const fields = new Set(fieldsOf(formOf(step)).map((field) => field.name))
    const draft = onlyOf(fields, merged.answers)
    const version = await replaceDraft(db, step, sealAnswers(step, 'draft', draft, sealer))
    if (version !== null) return { version, draft, overwritten: onlyOf(fields, merged.overwritten) }
  }
  throw new KycError('CONFLICT')
}

function onlyOf(names: ReadonlySet<string>, answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => names.has(name)))
}

/** Replaces the draft if the step is still as it was read, so this needs no serializable transaction. Null if it is not. */
function replaceDraft(db: Database, step: OwnedStep, draft: string): Promise<number | null> {
  return db.transaction().execute(async (tx) => {
    // The step before the profile, as every change does: the other way round two could wait for each other.
    const { numUpdatedRows } = await tx
      .updateTable('steps')
      .set({ draft })
      .where('id', '=', step.id)
      .where('status', '=', step.status)
      .where('submission', '=', step.submission)
      .where('draft', step.draft === null ? 'is' : '=', step.draft)
      .executeTakeFirst()
    return numUpdatedRows === 0n ? null : (await touchProfile(tx, step.profile_id)).version
  })
}
