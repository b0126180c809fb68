import { v7 as uuid } from 'uuid'
import { KycError } from '@/lib/contract/errors'
import { answersSchema, type FormSchema, formSchemaSchema } from '@/lib/contract/form'
import type { StepRecord } from '@/lib/contract/records'
import { STEP_STATUS } from '@/lib/contract/statuses'
import type { Database, StepRow, TemplateRow, Tx } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/encryption'

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

/** A profile's steps in the order of the screen. */
export function stepsOf(db: Database | Tx, profileId: string): Promise<StepRow[]> {
  return db.selectFrom('steps').selectAll().where('profile_id', '=', profileId).orderBy('level').orderBy('id').execute()
}

/** Writes a step of a template as it is now: the step keeps this version. */
export async function insertStep(tx: Tx, profileId: string, template: TemplateRow, now: string): Promise<StepRow> {
  const { code, title, level, form_schema } = template
  const row: StepRow = {
    ...{ id: uuid(), profile_id: profileId, template_id: template.id, template_version: template.version },
    ...{ code, title, level, form_schema, required: 1, status: STEP_STATUS.required },
    ...{ answers: null, draft: null, reason_code: null, reject_type: null, rejected_for: null, expires_on: null },
    ...{ approved_by: null, confirmed_by: null, submitted_at: null, decided_at: null },
    ...{ created_at: now, updated_at: now },
  }
  await tx.insertInto('steps').values(row).execute()
  return row
}

export async function updateStep(tx: Tx, id: string, columns: Partial<StepRow>, now: string): Promise<void> {
  await tx
    .updateTable('steps')
    .set({ ...columns, updated_at: now })
    .where('id', '=', id)
    .execute()
}

/** The form that a step was given with its template. */
export function formOf({ form_schema }: Pick<StepRow, 'form_schema'>): FormSchema {
  return formSchemaSchema.parse(JSON.parse(form_schema))
}

/** Sealed answers, opened. */
export function openAnswers(sealed: string | null, sealer: Sealer) {
  return sealed === null ? null : answersSchema.parse(JSON.parse(sealer.open(sealed)))
}

/** A row as the manager's wire has it: answers opened, the draft left out (it is the customer's own). */
export function toStep(row: StepRow, sealer: Sealer): StepRecord {
  const { id, profile_id, template_id, template_version, code, title, level, status, reason_code, reject_type } = row
  const { expires_on, approved_by, confirmed_by, submitted_at, decided_at, created_at, updated_at } = row
  return {
    ...{ id, profile_id, template_id, template_version, code, title, level, status },
    ...{ required: row.required === 1, form_schema: formOf(row), answers: openAnswers(row.answers, sealer) },
    ...{ reason_code, reject_type, expires_on, approved_by, confirmed_by },
    ...{ submitted_at, decided_at, created_at, updated_at },
  }
}
