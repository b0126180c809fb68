import { KycError } from '@/lib/contract/errors'
import { asksNothing } from '@/lib/contract/fields'
import { type Answers, answersSchema, type FormSchema, formSchemaSchema } from '@/lib/contract/form'
import { SEALED_IN_STEPS, type StepRecord } from '@/lib/contract/records'
import { STEP_STATUS } from '@/lib/contract/statuses'
import type { Database, ProfileRow, StepRow, Tx } from '@/lib/database/schema'
import type { Owner, Sealer } from '@/lib/files/sealer'
import { openMessage, openQuestion } from './message-to-customer'
import { OWNER_COLUMNS, openJson, ownerOf, sealJson } from './sealed'
import { titleOf } from './titles'

/** A step with its customer and their risk. */
export type OwnedStep = StepRow & Owner & Pick<ProfileRow, 'risk_level' | 'risk_proposed' | 'screening_risk'>

/** Loads a step of this brand and, if given, this customer. Throws NOT_FOUND. */
export async function loadStep(db: Database | Tx, brand: string, id: string, customerId?: string): Promise<OwnedStep> {
  const step = await ownedSteps(db).where('steps.id', '=', id).where('profiles.brand', '=', brand).executeTakeFirst()
  if (!step || (customerId !== undefined && step.customer_id !== customerId))
    throw new KycError('NOT_FOUND', { message: 'No such step.' })
  return step
}

/** The steps of a profile, in the order in which the screens show them. */
export function stepsOf(db: Database | Tx, profileId: string): Promise<OwnedStep[]> {
  return ownedSteps(db)
    .where('steps.profile_id', '=', profileId)
    .orderBy('steps.position')
    .orderBy('steps.level')
    .orderBy('steps.id')
    .execute()
}

function ownedSteps(db: Database | Tx) {
  return db
    .selectFrom('steps')
    .innerJoin('profiles', 'profiles.id', 'steps.profile_id')
    .selectAll('steps')
    .select([...OWNER_COLUMNS, 'profiles.risk_level', 'profiles.risk_proposed', 'profiles.screening_risk'])
}

/** What a new step is made of. It keeps it, whatever becomes of its template. */
type NewStep = Pick<
  StepRow,
  | 'id'
  | ('template_id' | 'template_version' | 'code' | 'title' | 'level' | 'position' | 'form_schema')
  | ('question' | 'required_by_hand')
>

/** Creates a step. One that asks for nothing waits for a reviewer at once. */
export async function insertStep(tx: Tx, profile: ProfileRow, step: NewStep, now: string): Promise<OwnedStep> {
  const status = asksNothing(formOf(step)) ? STEP_STATUS.pending : STEP_STATUS.required
  const row: StepRow = {
    ...{ profile_id: profile.id, ...step, required: 1, status },
    ...{ answers: null, draft: null, reason_code: null, reject_type: null, message: null, rejected_for: null },
    ...{ expires_on: null, refresh_by: null, skipped_for: null, submission: 0, names_indexed: 0 },
    ...{ approved_by: null, confirmed_by: null, submitted_by: null, submitted_at: null, decided_at: null },
    ...{ created_at: now, updated_at: now },
  }
  await tx.insertInto('steps').values(row).execute()
  const { risk_level, risk_proposed, screening_risk } = profile
  return { ...row, ...ownerOf(profile), risk_level, risk_proposed, screening_risk }
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

/** What a customer has typed into a step, or submitted. */
type AnswersColumn = 'answers' | 'draft'

/** Seals answers for their column. */
export function sealAnswers(step: Owner & { id: string }, column: AnswersColumn, answers: Answers, sealer: Sealer) {
  return sealJson(answers, step, ['steps', column, step.id], sealer)
}

/** The answers in a column. Null where there are none, and where they are damaged. */
export function openAnswers(
  step: Owner & Pick<StepRow, 'id' | AnswersColumn>,
  column: AnswersColumn,
  sealer: Sealer,
): Answers | null {
  return openJson(answersSchema, step[column], step, ['steps', column, step.id], sealer)
}

/** What the customer typed last, or else submitted. */
export function openLatestAnswers(step: Owner & Pick<StepRow, 'id' | AnswersColumn>, sealer: Sealer): Answers | null {
  return openAnswers(step, step.draft === null ? 'answers' : 'draft', sealer)
}

/** Whether there are answers that do not open. */
export function hasDamagedAnswers(step: Owner & Pick<StepRow, 'id' | AnswersColumn>, sealer: Sealer): boolean {
  return step.answers !== null && openAnswers(step, 'answers', sealer) === null
}

/** Maps a row to the manager's API, with decrypted answers but without the draft, which only the customer may see. */
export function toStep(row: StepRow & Owner, sealer: Sealer): StepRecord {
  const { id, profile_id, template_id, template_version, code, level, position, status, reason_code, reject_type } = row
  const { expires_on, approved_by, confirmed_by, submission, submitted_by, submitted_at, decided_at } = row
  const { created_at, updated_at } = row
  const opened = {
    answers: openAnswers(row, 'answers', sealer),
    message: openMessage(row, 'steps', sealer),
    question: openQuestion(row, sealer),
  }
  const damaged = SEALED_IN_STEPS.filter((column) => row[column] !== null && opened[column] === null)
  return {
    ...{ id, profile_id, template_id, template_version, code, title: titleOf(row), level, position, status },
    ...{ required: row.required === 1, form_schema: givenForm(row), ...opened },
    ...{ reason_code, reject_type, expires_on, approved_by, confirmed_by, submission },
    ...(damaged.length > 0 && { damaged }),
    ...{ submitted_by, submitted_at, decided_at, created_at, updated_at },
  }
}
