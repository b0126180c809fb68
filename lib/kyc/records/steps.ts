import { v7 as uuid } from 'uuid'
import { KycError } from '@/lib/contract/errors'
import { asksNothing } from '@/lib/contract/fields'
import { answersSchema, type FormSchema, formSchemaSchema } from '@/lib/contract/form'
import type { StepRecord } from '@/lib/contract/records'
import { STEP_STATUS } from '@/lib/contract/statuses'
import type { Database, StepRow, Tx } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/encryption'
import { openMessage, openQuestion } from './message-to-customer'
import { titleOf } from './titles'

/** A step with its customer and their risk level. */
export type OwnedStep = StepRow & { customer_id: string; risk_level: number }

/** Loads a step of this brand and, if given, this customer. Throws NOT_FOUND. */
export async function loadStep(db: Database | Tx, brand: string, id: string, customerId?: string): Promise<OwnedStep> {
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

/** The steps of a profile, in the order in which the screens show them. */
export function stepsOf(db: Database | Tx, profileId: string): Promise<StepRow[]> {
  return db
    .selectFrom('steps')
    .selectAll()
    .where('profile_id', '=', profileId)
    .orderBy('position')
    .orderBy('level')
    .orderBy('id')
    .execute()
}

/** What a new step is made of. It keeps it, whatever becomes of its template. */
type NewStep = Pick<
  StepRow,
  | ('template_id' | 'template_version' | 'code' | 'title' | 'level' | 'position' | 'form_schema')
  | ('question' | 'required_by_hand')
>

/** Creates a step. One that asks for nothing waits for a reviewer at once. */
export async function insertStep(tx: Tx, profile_id: string, step: NewStep, now: string): Promise<StepRow> {
  const status = asksNothing(formOf(step)) ? STEP_STATUS.pending : STEP_STATUS.required
  const row: StepRow = {
    ...{ id: uuid(), profile_id, ...step, required: 1, status },
    ...{ answers: null, draft: null, reason_code: null, reject_type: null, message: null, rejected_for: null },
    ...{ expires_on: null, skipped_for: null, submission: 0, names_indexed: 0 },
    ...{ approved_by: null, confirmed_by: null, submitted_by: null, submitted_at: null, decided_at: null },
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

/** The form of a template or step as it was given. Null when it has none. */
export function givenForm({ form_schema }: Pick<StepRow, 'form_schema'>): FormSchema | null {
  return formSchemaSchema.nullable().parse(JSON.parse(form_schema))
}

/** The form of a step, copied from its template; empty when it has none. */
export function formOf(row: Pick<StepRow, 'form_schema'>): FormSchema {
  return givenForm(row) ?? {}
}

/** Decrypts answers. */
export function openAnswers(sealed: string | null, sealer: Sealer) {
  return sealed === null ? null : answersSchema.parse(JSON.parse(sealer.open(sealed)))
}

/** Maps a row to the manager's API, with decrypted answers but without the draft, which only the customer may see. */
export function toStep(row: StepRow, sealer: Sealer): StepRecord {
  const { id, profile_id, template_id, template_version, code, level, position, status, reason_code, reject_type } = row
  const { expires_on, approved_by, confirmed_by, submission, submitted_by, submitted_at, decided_at } = row
  const { created_at, updated_at } = row
  return {
    ...{ id, profile_id, template_id, template_version, code, title: titleOf(row), level, position, status },
    ...{ required: row.required === 1, form_schema: givenForm(row), answers: openAnswers(row.answers, sealer) },
    ...{
      reason_code,
      reject_type,
      message: openMessage(row, sealer),
      question: openQuestion(row, sealer),
      expires_on,
      approved_by,
      confirmed_by,
      submission,
    },
    ...{ submitted_by, submitted_at, decided_at, created_at, updated_at },
  }
}
