import { v7 as uuid } from 'uuid'
import { KycError } from '@/lib/contract/errors'
import { answersSchema, formSchemaSchema } from '@/lib/contract/form'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { StepRecord } from '@/lib/contract/records'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import type { Database, ProfileRow, Schema, StepRow, Tx } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/encryption'
import { type Actor, type Change, type Context, makeChange } from './change'
import { currentDocuments, decideDocumentRow, toDocument } from './documents'
import { settleProfile } from './profiles'
import { approvalOf, stepAfter } from './rules'

/** A step with whose it is, and the risk that they bring. */
export type OwnedStep = StepRow & { customer_id: string; risk_level: number }

/** The step, of this brand and (where one is named) this customer. Throws NOT_FOUND. */
export async function findStep(db: Database | Tx, brand: string, id: string, customerId?: string): Promise<OwnedStep> {
  const step = await db
    .selectFrom('steps')
    .innerJoin('profiles', 'profiles.id', 'steps.profile_id')
    .selectAll('steps')
    .select(['profiles.customer_id', 'profiles.risk_level'])
    .where('steps.id', '=', id)
    .where('profiles.brand', '=', brand)
    .executeTakeFirst()
  if (!step || (customerId !== undefined && step.customer_id !== customerId))
    throw new KycError('NOT_FOUND', { message: 'No such step.' })
  return step
}

/** Attaches every active required template of the brand up to `level` whose code the profile lacks; tells how many. */
export async function attachLevel(change: Change, profile: ProfileRow, level: number): Promise<number> {
  const templates = await change.tx
    .selectFrom('templates')
    .selectAll()
    .where('brand', '=', profile.brand)
    .where('active', '=', 1)
    .where('required', '=', 1)
    .where('deleted_at', 'is', null)
    .where('level', '<=', level)
    .orderBy('level')
    .orderBy('id')
    .execute()
  let attached = 0
  for (const template of templates) if (await attachStep(change, profile, template)) attached += 1
  return attached
}

/** Attaches a template as it is now: the step keeps this version. Null when a step with its code counts already. */
export async function attachStep(
  { tx, now, record }: Change,
  profile: ProfileRow,
  template: Schema['templates'],
): Promise<StepRow | null> {
  const same = await tx
    .selectFrom('steps')
    .select('status')
    .where('profile_id', '=', profile.id)
    .where('code', '=', template.code)
    .execute()
  if (same.some((step) => step.status !== STEP_STATUS.skipped)) return null
  const step: StepRow = {
    id: uuid(),
    profile_id: profile.id,
    template_id: template.id,
    template_version: template.version,
    code: template.code,
    title: template.title,
    level: template.level,
    required: 1,
    form_schema: template.form_schema,
    status: STEP_STATUS.required,
    answers: null,
    draft: null,
    reason_code: null,
    reject_type: null,
    expires_on: null,
    approved_by: null,
    confirmed_by: null,
    submitted_at: null,
    decided_at: null,
    created_at: now,
    updated_at: now,
  }
  await tx.insertInto('steps').values(step).execute()
  await record({
    entity: 'step',
    entity_id: step.id,
    customer_id: profile.customer_id,
    after: { code: step.code, status: step.status },
  })
  return step
}

/** Sets columns of a step and writes the audit row of what changed. Answers are named there, never quoted. */
export async function updateStep(
  change: Change,
  step: OwnedStep,
  columns: Partial<StepRow>,
  comment: string | null = null,
): Promise<void> {
  await change.tx
    .updateTable('steps')
    .set({ ...columns, updated_at: change.now })
    .where('id', '=', step.id)
    .execute()
  const { status, reason_code, reject_type, approved_by, confirmed_by } = columns
  await change.record({
    entity: 'step',
    entity_id: step.id,
    customer_id: step.customer_id,
    before: { status: step.status },
    after: {
      status,
      ...(reason_code && { reason_code, reject_type }),
      ...(approved_by && { approved_by }),
      ...(confirmed_by && { confirmed_by }),
      ...(columns.answers && { changed: ['answers'] }),
    },
    comment,
  })
}

/**
 * Approves a submitted step, and with it its documents that wait. CONFLICT while one of them stands rejected. Where the
 * risk is high it takes a second manager.
 */
export function approveStep(
  context: Context,
  actor: Actor,
  { id, comment }: ManagerInput<'MngApproveKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngApproveKycStep', async (change) => {
    const step = await findStep(change.tx, actor.brand, id)
    const approval = approvalOf(step, step.risk_level, actor.name)
    for (const document of await currentDocuments(change.tx, { step_id: id })) {
      if (document.status === DOCUMENT_STATUS.rejected) {
        throw new KycError('CONFLICT', {
          message: 'A document of this step is rejected: approve is not possible.',
          reason: 'document_rejected',
        })
      }
      if (document.status === DOCUMENT_STATUS.pending && approval.status === STEP_STATUS.approved)
        await decideDocumentRow(change, { ...document, customer_id: step.customer_id }, 'approve', {})
    }
    await updateStep(
      change,
      step,
      { ...approval, decided_at: change.now, reason_code: null, reject_type: null },
      comment,
    )
    await settleProfile(change, step.profile_id)
    return toStep(await findStep(change.tx, actor.brand, id), context.sealer)
  })
}

export function rejectStep(
  context: Context,
  actor: Actor,
  { id, comment, ...reason }: ManagerInput<'MngRejectKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngRejectKycStep', async (change) => {
    const step = await findStep(change.tx, actor.brand, id)
    const undecided = { approved_by: null, confirmed_by: null }
    const status = stepAfter(step, 'reject')
    await updateStep(change, step, { status, decided_at: change.now, ...undecided, ...reason }, comment)
    await settleProfile(change, step.profile_id)
    return toStep(await findStep(change.tx, actor.brand, id), context.sealer)
  })
}

/** Unlocks an approved step: the customer may change it, and it is reviewed again. */
export function reopenStep(
  context: Context,
  actor: Actor,
  { id, justification }: ManagerInput<'MngReopenKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngReopenKycStep', async (change) => {
    const step = await findStep(change.tx, actor.brand, id)
    const status = stepAfter(step, 'reopen')
    await updateStep(change, step, { status, approved_by: null, confirmed_by: null, expires_on: null }, justification)
    await settleProfile(change, step.profile_id)
    return toStep(await findStep(change.tx, actor.brand, id), context.sealer)
  })
}

export async function getStep(
  context: Context,
  actor: Actor,
  { id }: { id: string },
): Promise<ManagerOutput<'MngGetKycStep'>> {
  const step = await findStep(context.db, actor.brand, id)
  const documents = await context.db
    .selectFrom('documents')
    .selectAll()
    .where('step_id', '=', id)
    .where('status', '!=', DOCUMENT_STATUS.deleted)
    .orderBy('id')
    .execute()
  return { ...toStep(step, context.sealer), documents: documents.map((row) => toDocument(row, context.sealer)) }
}

/** A row as the manager's wire has it: answers opened, the draft left out (it is the customer's own). */
export function toStep(row: StepRow, sealer: Sealer): StepRecord {
  const { id, profile_id, template_id, template_version, code, title, level, status, reason_code, reject_type } = row
  const { expires_on, approved_by, confirmed_by, submitted_at, decided_at, created_at, updated_at } = row
  return {
    ...{ id, profile_id, template_id, template_version, code, title, level },
    ...{ required: row.required === 1, status, form_schema: formSchemaSchema.parse(JSON.parse(row.form_schema)) },
    ...{ answers: openAnswers(row.answers, sealer), reason_code, reject_type },
    ...{ expires_on, approved_by, confirmed_by, submitted_at, decided_at, created_at, updated_at },
  }
}

/** Sealed answers, opened. */
export function openAnswers(sealed: string | null, sealer: Sealer) {
  return sealed === null ? null : answersSchema.parse(JSON.parse(sealer.open(sealed)))
}
