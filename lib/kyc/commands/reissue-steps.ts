import { z } from 'zod'
import { KycError } from '@/lib/contract/errors'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import type { Database, TemplateRow, Tx } from '@/lib/database/schema'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Actor, Change, Context } from '../context'
import { currentDocuments, updateDocument } from '../records/documents'
import { formOf, loadStep, type OwnedStep, openAnswers, sealAnswers, updateStep } from '../records/steps'
import { loadTemplate } from '../records/templates'
import { fitsDocument, fittingAnswers, isWaiting, reissuedStep } from '../rules/reissue'
import { moveDocument } from '../transitions/move-document'

/** So many steps a job: a template may have been given to everybody. */
const BATCH = 200

const inputSchema = z.object({
  template_id: z.string(),
  /** Whose change it is. */
  actor: z.object({ name: z.string(), role: z.string(), brand: z.string() }),
  /** The last step of the batch before. */
  after: z.string(),
})
type Input = z.infer<typeof inputSchema>

/** Gives waiting steps the current version of their template, batch by batch. */
export const reissueStepsJob = defineJob({
  kind: 'steps.reissue',
  input: inputSchema,
  maxAttempts: 5,
  claimFor: 10 * 60_000,
  handle: (context: Context, input) => reissueBatch(context, input),
})

/** Enqueues the job for all waiting steps of a template. @returns how many there are now. */
export async function reissueSteps(change: Change, template: TemplateRow): Promise<number> {
  await change.enqueue(reissueStepsJob, {
    ...{ input: { template_id: template.id, actor: change.actor, after: '' }, customer_id: '' },
  })
  const { count } = await outdatedSteps(change.tx, template, '')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function reissueBatch(context: Context, { template_id, actor, after }: Input): Promise<void> {
  const template = await findTemplate(context.db, actor, template_id)
  if (!template) return
  const due = await outdatedSteps(context.db, template, after)
    .select('steps.id')
    .orderBy('steps.id')
    .limit(BATCH)
    .execute()
  for (const { id } of due) await reissueStep(context, actor, template, id)
  const last = due.at(-1)
  if (due.length < BATCH || !last) return
  await makeChange(context, actor, 'MngUpdateKycStepTemplate', async (change) => {
    await change.enqueue(reissueStepsJob, { input: { template_id, actor, after: last.id }, customer_id: '' })
    return () => undefined
  })
}

/** The template as it is now: newer versions since then are what waits. Undefined when it was deleted. */
function findTemplate(db: Database, { brand }: Actor, id: string): Promise<TemplateRow | undefined> {
  return loadTemplate(db, brand, id).catch((error: unknown) => {
    if (error instanceof KycError && error.code === 'NOT_FOUND') return undefined
    throw error
  })
}

/** The steps with the template's code that wait for their customer under another version. */
function outdatedSteps(db: Database | Tx, { id, brand, code, version }: TemplateRow, after: string) {
  return db
    .selectFrom('steps')
    .innerJoin('profiles', 'profiles.id', 'steps.profile_id')
    .where('steps.code', '=', code)
    .where('steps.id', '>', after)
    .where('profiles.brand', '=', brand)
    .where('steps.status', 'in', [STEP_STATUS.required, STEP_STATUS.rejected, STEP_STATUS.expired])
    .where(({ eb, or }) => or([eb('steps.reject_type', 'is', null), eb('steps.reject_type', '!=', 'final')]))
    .where(({ eb, or }) => or([eb('steps.template_id', '!=', id), eb('steps.template_version', '!=', version)]))
}

function reissueStep(context: Context, actor: Actor, template: TemplateRow, id: string): Promise<void> {
  return makeChange(context, actor, 'MngUpdateKycStepTemplate', async (change) => {
    const step = await loadStep(change.tx, actor.brand, id)
    // The customer was faster.
    if (!isWaiting(step)) return () => undefined
    const { form_schema, title, level, position } = template
    const [before, form] = [formOf(step), formOf(template)]
    const columns = reissuedStep(step, form)
    const draft = fittingAnswers(before, form, openAnswers(step, 'draft', change.sealer) ?? {})
    await parkDocuments(change, step, template)
    await updateStep(
      change.tx,
      id,
      {
        ...{
          template_id: template.id,
          template_version: template.version,
          title,
          level,
          position,
          form_schema,
          ...columns,
        },
        draft: step.draft && sealAnswers(step, 'draft', draft, change.sealer),
      },
      change.now,
    )
    change.record({
      ...{ event: 'step.reissued', entity_id: id, profile_id: step.profile_id, customer_id: step.customer_id },
      before: { status: step.status, template_version: step.template_version },
      after: { status: columns.status, template_version: template.version },
    })
    return () => undefined
  })
}

/**
 * Documents that the form no longer asks for: those that were never sent are removed, the others stay with the profile,
 * where nobody is asked to replace them.
 */
async function parkDocuments(change: Change, step: OwnedStep, template: TemplateRow): Promise<void> {
  for (const document of await currentDocuments(change.tx, { step_id: step.id })) {
    if (fitsDocument(formOf(template), document)) continue
    if (document.status === DOCUMENT_STATUS.uploaded) await moveDocument(change, document, 'remove')
    else await updateDocument(change.tx, document.id, { step_id: null, field: null })
  }
}
