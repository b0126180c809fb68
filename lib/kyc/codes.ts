import { randomInt, timingSafeEqual } from 'node:crypto'
import type { CheckCodeRequest, Identity, SendCodeRequest, SentCode } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { fieldsOf } from '@/lib/contract/fields'
import { type Answers, type FormSchema, formSchemaSchema } from '@/lib/contract/form'
import type { CodeRow, Database, ProfileRow, StepRow, Tx } from '@/lib/database/schema'
import { type Context, makeChange } from './change'
import { enqueueLetter } from './letters'
import { settleProfile, touchProfile } from './profiles'
import { stepAfter } from './rules'
import { findStep } from './steps'

/** Six digits, ten minutes, five tries; another one after half a minute, and five within an hour. */
const LIFE_MS = 10 * 60_000
const TRIES = 5
const PAUSE_MS = 30_000
const SENDS = 5
const HOUR_MS = 3_600_000

const asCustomer = ({ brand }: Identity) => ({ name: 'customer', role: 'customer', brand })

/** Mails a code to an address. It takes the place of the one before it. */
export function sendCode(
  context: Context,
  customer: Identity,
  stepId: string,
  { field, address }: SendCodeRequest,
): Promise<SentCode> {
  return makeChange(context, asCustomer(customer), 'SendCode', async (change) => {
    const { tx, sealer, now } = change
    const step = await findVerifying(tx, customer, stepId, field)
    if (!context.mail) throw new KycError('CONFLICT', { message: 'No mail can be sent.', reason: 'no_mail' })
    const before = await findCode(tx, stepId, field)
    const [at, sends] = [Date.parse(now), sendsWithinTheHour(before, now)]
    const tooSoon = before && (at - Date.parse(before.sent_at) < PAUSE_MS || sends >= SENDS)
    if (tooSoon) throw new KycError('CODE_TOO_SOON')
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const row: CodeRow = {
      ...{ step_id: stepId, field, address, code: sealer.seal(code), tries: 0, verified_at: null },
      ...{ expires_at: new Date(at + LIFE_MS).toISOString(), sent_at: now },
      ...{ sends: sends + 1, first_sent_at: sends === 0 ? now : (before?.first_sent_at ?? now) },
    }
    await tx.deleteFrom('codes').where('step_id', '=', stepId).where('field', '=', field).execute()
    await tx.insertInto('codes').values(row).execute()
    await touchProfile(tx, step.profile_id)
    await change.record({
      ...{ entity: 'step', entity_id: stepId, customer_id: customer.customer_id, after: { code_sent: field } },
    })
    const profile = await tx
      .selectFrom('profiles')
      .selectAll()
      .where('id', '=', step.profile_id)
      .executeTakeFirstOrThrow()
    await enqueueLetter(change, { ...profile, email: address }, 'code', { code })
    return { expires_at: row.expires_at, again_at: new Date(at + PAUSE_MS).toISOString() }
  })
}

function sendsWithinTheHour(before: CodeRow | undefined, now: string): number {
  return before && Date.parse(now) - Date.parse(before.first_sent_at) < HOUR_MS ? before.sends : 0
}

/** Proves the address with the code. A wrong one is counted, also when several are tried at the same moment. */
export async function checkCode(
  context: Context,
  customer: Identity,
  stepId: string,
  { field, code }: CheckCodeRequest,
): Promise<{ version: number }> {
  const outcome = await makeChange(context, asCustomer(customer), 'CheckCode', async (change) => {
    const { tx, sealer, now } = change
    const step = await findVerifying(tx, customer, stepId, field)
    const sent = await findCode(tx, stepId, field)
    if (!sent || sent.expires_at <= now || sent.tries >= TRIES) throw new KycError('CODE_ENDED')
    const right = timingSafeEqual(Buffer.from(sealer.open(sent.code)), Buffer.from(code))
    const columns = right ? { verified_at: now } : { tries: sent.tries + 1 }
    await tx.updateTable('codes').set(columns).where('step_id', '=', stepId).where('field', '=', field).execute()
    // The count must be kept, so a wrong code is not thrown here: that would roll it back.
    if (!right) return null
    await change.record({
      ...{ entity: 'step', entity_id: stepId, customer_id: customer.customer_id, after: { verified: field } },
    })
    return settleProfile(change, step.profile_id)
  })
  if (!outcome) throw new KycError('CODE_WRONG')
  return { version: outcome.version }
}

/** The step, open and with a field that is proved with a code. Throws NOT_FOUND, CONFLICT or VALIDATION_FAILED. */
async function findVerifying(tx: Tx, customer: Identity, stepId: string, name: string): Promise<StepRow> {
  const step = await findStep(tx, customer.brand, stepId, customer.customer_id)
  stepAfter(step, 'submit')
  const fields = fieldsOf(formSchemaSchema.parse(JSON.parse(step.form_schema)))
  if (fields.some((field) => field.name === name && field.verify !== undefined)) return step
  const fault = { path: 'field', code: 'unknown_field', message: 'The step has no such field to prove' }
  throw new KycError('VALIDATION_FAILED', { faults: [fault] })
}

function findCode(tx: Tx, stepId: string, field: string): Promise<CodeRow | undefined> {
  return tx.selectFrom('codes').selectAll().where('step_id', '=', stepId).where('field', '=', field).executeTakeFirst()
}

/** What has been proved in a profile's steps: address by field, by step. */
export async function provedAddresses(
  db: Database | Tx,
  { id }: Pick<ProfileRow, 'id'>,
): Promise<Map<string, Record<string, string>>> {
  const rows = await db
    .selectFrom('codes')
    .innerJoin('steps', 'steps.id', 'codes.step_id')
    .select(['codes.step_id', 'codes.field', 'codes.address'])
    .where('steps.profile_id', '=', id)
    .where('codes.verified_at', 'is not', null)
    .execute()
  const proved = new Map<string, Record<string, string>>()
  for (const { step_id, field, address } of rows) proved.set(step_id, { ...proved.get(step_id), [field]: address })
  return proved
}

/** The fields whose answers have to be proved, and are not. */
export function unproved(form: FormSchema, answers: Answers, proved: Record<string, string>): string[] {
  return fieldsOf(form)
    .filter(({ name, verify }) => {
      const answer = Object.hasOwn(answers, name) ? answers[name] : undefined
      return verify !== undefined && typeof answer === 'string' && proved[name] !== answer
    })
    .map(({ name }) => name)
}
